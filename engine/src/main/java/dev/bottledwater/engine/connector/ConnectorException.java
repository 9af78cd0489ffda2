// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.connector;

import org.jspecify.annotations.Nullable;

/** Connect didn't do what it was asked. The message is a sentence for users without secrets. */
public final class ConnectorException extends RuntimeException {
    private final boolean ours;

    /**
     * @param ours whether the server is at fault, and not the request
     */
    public ConnectorException(String message, boolean ours, @Nullable Throwable cause) {
        super(message, cause);
        this.ours = ours;
    }

    /** Whether the server is at fault, and not the request. */
    public boolean isOurs() {
        return ours;
    }
}
