// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

/**
 * How the one HTTP port is served.
 *
 * @param port the port to bind, from {@code PORT}; 0 takes any free port
 * @param insecureLocal whether requests from this very machine need no password, from {@code
 *     BW_INSECURE_LOCAL}
 */
public record HttpSettings(int port, boolean insecureLocal) {
    /**
     * The port where {@code PORT} isn't set: the one of ksqlDB's server, where its clients look
     * first.
     */
    public static final int DEFAULT_PORT = 8088;
}
