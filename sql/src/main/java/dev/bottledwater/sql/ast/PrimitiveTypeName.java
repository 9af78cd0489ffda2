// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.ast;

import java.util.Locale;
import java.util.Optional;

/** The types that take no arguments. The constant's name is the canonical one. */
public enum PrimitiveTypeName {
    BOOLEAN,
    INTEGER,
    BIGINT,
    DOUBLE,
    STRING,
    BYTES,
    DATE,
    TIME,
    TIMESTAMP;

    /** The type of that name in any case; knows {@code INT} and {@code VARCHAR} too. */
    public static Optional<PrimitiveTypeName> of(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "BOOLEAN" -> Optional.of(BOOLEAN);
            case "INT", "INTEGER" -> Optional.of(INTEGER);
            case "BIGINT" -> Optional.of(BIGINT);
            case "DOUBLE" -> Optional.of(DOUBLE);
            case "VARCHAR", "STRING" -> Optional.of(STRING);
            case "BYTES" -> Optional.of(BYTES);
            case "DATE" -> Optional.of(DATE);
            case "TIME" -> Optional.of(TIME);
            case "TIMESTAMP" -> Optional.of(TIMESTAMP);
            default -> Optional.empty();
        };
    }
}
