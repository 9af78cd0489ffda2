// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.http;

import dev.bottledwater.platform.tls.ServerIdentity;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * How the port is served.
 *
 * @param port 0 takes any free one
 * @param idleTimeout after which a connection without traffic is closed. At least 95 s: the router
 *     in front keeps its connections for 90 s and must not meet one that is being closed
 * @param tls what the port is served with; null for clear text
 * @param look how often the files of a certificate are looked at
 */
public record EdgeSettings(
        int port, Duration idleTimeout, @Nullable ServerIdentity tls, Duration look) {
    private static final Duration LEAST = Duration.ofSeconds(95);
    private static final Duration STANDARD = Duration.ofMinutes(2);

    /** In clear text, with an idle timeout of two minutes. */
    public static EdgeSettings onPort(int port) {
        return onPort(port, null);
    }

    /** With an idle timeout of two minutes. */
    public static EdgeSettings onPort(int port, @Nullable ServerIdentity tls) {
        return new EdgeSettings(port, STANDARD, tls, Duration.ofSeconds(30));
    }

    public EdgeSettings {
        if (idleTimeout.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException(
                    "The idle timeout must be at least %s, but is %s"
                            .formatted(LEAST, idleTimeout));
        }
    }
}
