// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.http;

import java.time.Duration;

/**
 * How the port is served.
 *
 * @param port 0 takes any free one
 * @param idleTimeout after which a connection without traffic is closed. At least 95 s: the router
 *     in front keeps its connections for 90 s and must not meet one that is being closed
 */
public record EdgeSettings(int port, Duration idleTimeout) {
    private static final Duration LEAST = Duration.ofSeconds(95);

    /** With an idle timeout of two minutes. */
    public static EdgeSettings onPort(int port) {
        return new EdgeSettings(port, Duration.ofMinutes(2));
    }

    public EdgeSettings {
        if (idleTimeout.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException(
                    "The idle timeout must be at least %s, but is %s"
                            .formatted(LEAST, idleTimeout));
        }
    }
}
