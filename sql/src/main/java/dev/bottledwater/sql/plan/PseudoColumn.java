// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.plan;

import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import java.util.Arrays;
import java.util.List;

/** Columns that come from a record's metadata and from its key's window. */
public enum PseudoColumn {
    ROWTIME(Primitive.BIGINT),
    ROWPARTITION(Primitive.INTEGER),
    ROWOFFSET(Primitive.BIGINT),
    WINDOWSTART(Primitive.BIGINT),
    WINDOWEND(Primitive.BIGINT);

    private final SqlType type;

    PseudoColumn(SqlType type) {
        this.type = type;
    }

    public SqlType type() {
        return type;
    }

    public Column column() {
        return new Column(name(), type);
    }

    /** Whether a column of this name would be mistaken for one of these. */
    public static boolean isName(String name) {
        return Arrays.stream(values()).anyMatch(p -> p.name().equals(name));
    }

    public static List<Column> windowBounds() {
        return List.of(WINDOWSTART.column(), WINDOWEND.column());
    }
}
