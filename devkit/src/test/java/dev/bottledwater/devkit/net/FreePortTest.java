// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

class FreePortTest {

    @Test
    void picksAPortThatCanBeBoundOutsideTheEphemeralRange() throws IOException {
        int port = FreePort.pick();
        assertThat(port).isBetween(10_000, 29_999);
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
            assertThat(FreePort.isFree(port)).isFalse();
        }
        assertThat(FreePort.isFree(port)).isTrue();
    }
}
