// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire.client;

import org.jspecify.annotations.Nullable;

/** The server took a command and doesn't say what became of it: it may be carried out yet. */
public final class CommandUnfinishedException extends KsqlClientException {
    private static final long serialVersionUID = 1L;
    private final String commandId;

    CommandUnfinishedException(String commandId, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.commandId = commandId;
    }

    /** Returns what {@link KsqlClient#commandStatus} takes. */
    public String commandId() {
        return commandId;
    }
}
