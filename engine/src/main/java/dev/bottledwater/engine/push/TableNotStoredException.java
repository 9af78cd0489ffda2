// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

/** A pull query on a table whose rows no query keeps; the message is KSQL's. */
public final class TableNotStoredException extends IllegalArgumentException {
    private final String hint;

    TableNotStoredException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    /** What there is to choose from, and what it costs. */
    public String hint() {
        return hint;
    }
}
