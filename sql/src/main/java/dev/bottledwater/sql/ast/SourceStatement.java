// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.ast;

import java.util.List;
import java.util.Objects;

/** Statements that make, change and end streams and tables. */
public sealed interface SourceStatement extends Statement {
    /**
     * {@code CREATE STREAM|TABLE name (columns) WITH (…)}.
     *
     * @param orReplace whether OR REPLACE was written
     * @param readOnly whether it is a SOURCE STREAM or SOURCE TABLE
     * @param ifNotExists whether IF NOT EXISTS was written
     * @param columns the declared columns; empty where they are to be inferred
     */
    record CreateSource(
            SourceKind kind,
            boolean orReplace,
            boolean readOnly,
            boolean ifNotExists,
            Identifier name,
            List<ColumnDefinition> columns,
            Properties properties,
            SourceSpan span)
            implements SourceStatement {
        /** Copies the lists and checks the parts. */
        public CreateSource {
            columns = List.copyOf(columns);
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(properties, "properties");
            Objects.requireNonNull(span, "span");
        }
    }

    /**
     * {@code CREATE STREAM|TABLE name WITH (…) AS SELECT …}.
     *
     * @param orReplace whether OR REPLACE was written
     * @param ifNotExists whether IF NOT EXISTS was written
     */
    record CreateAsSelect(
            SourceKind kind,
            boolean orReplace,
            boolean ifNotExists,
            Identifier name,
            Properties properties,
            Query query,
            SourceSpan span)
            implements SourceStatement {
        /** Checks that the parts are there. */
        public CreateAsSelect {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(properties, "properties");
            Objects.requireNonNull(query, "query");
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code DROP STREAM|TABLE name [DELETE TOPIC]}. */
    record DropSource(
            SourceKind kind,
            boolean ifExists,
            Identifier name,
            boolean deleteTopic,
            SourceSpan span)
            implements SourceStatement {
        /** Checks that the parts are there. */
        public DropSource {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code ALTER STREAM|TABLE name ADD COLUMN …}. */
    record AlterSource(SourceKind kind, Identifier name, List<AddedColumn> columns, SourceSpan span)
            implements SourceStatement {
        /** Copies the lists and checks the parts. */
        public AlterSource {
            columns = List.copyOf(columns);
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(span, "span");
            if (columns.isEmpty()) {
                throw new IllegalArgumentException("ALTER adds at least one column");
            }
        }
    }

    /** {@code ADD COLUMN name type}. */
    record AddedColumn(Identifier name, TypeNode type) {
        /** Checks that the parts are there. */
        public AddedColumn {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(type, "type");
        }
    }
}
