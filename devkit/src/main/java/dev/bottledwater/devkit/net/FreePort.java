// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds ports for servers that must know their port before they bind it, or keep it over a restart.
 *
 * <p>Ports come from 10000–29999, below the ranges from which Linux, macOS and Windows give ports
 * to outgoing connections: a port of the ephemeral range could be taken by any client while the
 * server is stopped.
 */
public final class FreePort {
    private static final int LOWEST = 10_000;
    private static final int HIGHEST = 29_999;
    private static final int ATTEMPTS = 200;

    private FreePort() {}

    /**
     * A port on 127.0.0.1 that nobody listens on now. Another process may still take it before the
     * caller binds it; callers that can, try again with a new one.
     *
     * @throws IllegalStateException if no free port was found
     */
    public static int pick() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException(
                "No free port found on 127.0.0.1 in %d-%d after %d attempts."
                        .formatted(LOWEST, HIGHEST, ATTEMPTS));
    }

    /** Whether {@code port} can be bound on 127.0.0.1 now. */
    public static boolean isFree(int port) {
        return isFree("127.0.0.1", port);
    }

    /** Whether {@code port} can be bound on an address of this machine now. */
    public static boolean isFree(String address, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // Without it, a port whose last connections are in TIME_WAIT would look taken.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
