// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.schema;

import dev.bottledwater.sql.type.SqlType;

import java.util.Objects;

/** A column by its stored (case-folded) name. */
public record Column(String name, SqlType type) {
    public Column {
        Objects.requireNonNull(name);
        Objects.requireNonNull(type);
    }
}
