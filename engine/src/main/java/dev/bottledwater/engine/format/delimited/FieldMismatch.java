// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.delimited;

/** A field that isn't what its column needs. Holds no data of the record and no stack. */
final class FieldMismatch extends RuntimeException {
    private final String expected;
    private final String found;

    /**
     * @param expected what was expected, e.g. {@code INTEGER}
     * @param found what is there instead, without its data
     */
    FieldMismatch(String expected, String found) {
        super("expected " + expected + " but the text has " + found, null, false, false);
        this.expected = expected;
        this.found = found;
    }

    String expected() {
        return expected;
    }

    String found() {
        return found;
    }
}
