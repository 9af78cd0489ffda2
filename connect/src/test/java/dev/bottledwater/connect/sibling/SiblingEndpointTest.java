// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.sibling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

class SiblingEndpointTest {
    private static final byte[] REQUEST =
            new Exchange.Request("DELETE", "/connectors/x", Map.of(), new byte[0]).encode();

    private static Exchange.Answer answer(Optional<URI> worker) throws Exception {
        try (SiblingEndpoint endpoint = new SiblingEndpoint(() -> worker)) {
            return Exchange.answer(endpoint.answer(REQUEST));
        }
    }

    @Test
    void aWorkerThatStopsSaysThatNothingWasDone() throws Exception {
        for (Optional<URI> worker :
                java.util.List.of(Optional.<URI>empty(), Optional.of(closed()))) {
            Exchange.Answer answer = answer(worker);

            assertThat(answer.status()).isEqualTo(503);
            assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                    .startsWith("{\"error_code\":503,\"message\":\"This worker isn't the one")
                    .contains("Nothing was done");
        }
    }

    /** Where a worker has just stopped to listen. */
    private static URI closed() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
        }
    }
}
