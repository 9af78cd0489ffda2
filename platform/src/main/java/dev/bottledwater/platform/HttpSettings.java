// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import dev.bottledwater.platform.tls.ServerIdentity;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/**
 * How the one HTTP port is served.
 *
 * @param port the port to bind, from {@code PORT}; 0 takes any free port
 * @param insecureLocal whether requests from this very machine need no password, from {@code
 *     BW_INSECURE_LOCAL}
 * @param corsOrigins the sites whose pages may call the API, such as {@code https://example.com};
 *     {@code *} stands for all
 * @param trustedProxies how many proxies in front add the address that they were called from to
 *     {@code X-Forwarded-For}
 * @param tls what the port is served with; null for clear text
 * @param advertisedUrl where other instances of the app reach the port, such as {@code
 *     http://10.0.0.7:8080}; empty where they can't
 */
public record HttpSettings(
        int port,
        boolean insecureLocal,
        Set<String> corsOrigins,
        int trustedProxies,
        @Nullable ServerIdentity tls,
        String advertisedUrl) {
    /**
     * The port where {@code PORT} isn't set: the one of ksqlDB's server, where its clients look
     * first.
     */
    public static final int DEFAULT_PORT = 8088;

    /** Copies the origins. */
    public HttpSettings {
        corsOrigins = Set.copyOf(corsOrigins);
    }

    /** In clear text and for pages of its own, with nothing in front. */
    public static HttpSettings onPort(int port) {
        return new HttpSettings(port, false, Set.of(), 0, null, "");
    }
}
