// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.cluster;

import java.util.Arrays;
import java.util.Optional;

/** What one instance asks another: the first byte of a request. Codes never change. */
public enum Subject {
    /** How its queries are. */
    QUERIES(1),
    /** To end a push query, or all. */
    END_PUSH_QUERY(2),
    /** Rows of a table from its stores. */
    ROWS(3),
    /** Which partitions it holds, and how far they are behind. */
    STORES(4);

    private final byte code;

    Subject(int code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }

    static Optional<Subject> of(byte code) {
        return Arrays.stream(values()).filter(s -> s.code == code).findFirst();
    }
}
