// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.pull;

import org.apache.kafka.streams.errors.InvalidStateStoreException;

/** Rows of a table can't be had from the stores that hold them. */
final class UnreadableTableException extends InvalidStateStoreException {
    private static final long serialVersionUID = 1;

    private final boolean lasting;

    /**
     * @param lasting whether trying again soon is of no use
     */
    UnreadableTableException(String message, boolean lasting) {
        super(message);
        this.lasting = lasting;
    }

    boolean isLasting() {
        return lasting;
    }
}
