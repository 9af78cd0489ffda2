// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.schema;

import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import java.util.List;
import java.util.Objects;

/**
 * A column that is read from the headers of records, and never written (language reference, section
 * 5).
 *
 * @param name stored name
 * @param header the header whose last value is meant; empty for all headers
 */
public record HeaderColumn(String name, String header) {
    private static final SqlType ALL =
            new SqlType.Array(
                    new SqlType.Struct(
                            List.of(
                                    new SqlType.Field("KEY", Primitive.STRING),
                                    new SqlType.Field("VALUE", Primitive.BYTES))));

    public HeaderColumn {
        Objects.requireNonNull(name);
        Objects.requireNonNull(header);
    }

    /** BYTES for one header, else a list of keys and values. */
    public SqlType type() {
        return header.isEmpty() ? ALL : Primitive.BYTES;
    }

    /** As it is declared: {@code HEADERS} or {@code HEADER('name')}. */
    public String role() {
        return header.isEmpty() ? "HEADERS" : "HEADER('%s')".formatted(header);
    }

    /** KSQL's text: {@code `H` BYTES HEADER('name')}. */
    @Override
    public String toString() {
        return "`%s` %s %s".formatted(name, type(), role());
    }
}
