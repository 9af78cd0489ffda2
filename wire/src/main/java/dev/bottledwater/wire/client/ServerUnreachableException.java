// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire.client;

import java.net.URI;

/** No answer came, the connection broke, or something else than this API answered. */
public final class ServerUnreachableException extends KsqlClientException {
    private final URI server;

    ServerUnreachableException(URI server, String message, Throwable cause) {
        super(message, cause);
        this.server = server;
    }

    public URI server() {
        return server;
    }
}
