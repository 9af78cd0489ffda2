// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.plan;

import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.type.SqlType;

/** Where a column of a scan's row comes from. */
public sealed interface ScanColumn {

    /** Name and type of the column in the row. */
    Column column();

    /** The key column at {@code index} of the source's key columns. */
    record Key(int index, Column column) implements ScanColumn {}

    /** The value column at {@code index} of the source's value columns. */
    record Value(int index, Column column) implements ScanColumn {}

    /** Record metadata. */
    record Pseudo(PseudoColumn pseudo) implements ScanColumn {
        @Override
        public Column column() {
            return pseudo.column();
        }
    }

    /** The last header of this name as BYTES, or all headers when {@code header} is empty. */
    record Header(String name, String header, SqlType type) implements ScanColumn {
        @Override
        public Column column() {
            return new Column(name, type);
        }
    }
}
