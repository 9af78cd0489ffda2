// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.ast;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/** Statements that read and write rows. */
public sealed interface DataStatement extends Statement {
    /** {@code SELECT …;}: a push query with EMIT, a pull query without. */
    record Select(Query query, SourceSpan span) implements DataStatement {
        /** Checks that the parts are there. */
        public Select {
            Objects.requireNonNull(query, "query");
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code INSERT INTO name WITH (…) SELECT …}. */
    record InsertSelect(Identifier target, Properties properties, Query query, SourceSpan span)
            implements DataStatement {
        /** Checks that the parts are there. */
        public InsertSelect {
            Objects.requireNonNull(target, "target");
            Objects.requireNonNull(properties, "properties");
            Objects.requireNonNull(query, "query");
            Objects.requireNonNull(span, "span");
        }
    }

    /**
     * {@code INSERT INTO name (columns) VALUES (…)}.
     *
     * @param columns the columns named; empty for all of them in their order
     * @param values one for each column
     */
    record InsertValues(
            Identifier target, List<Identifier> columns, List<Expression> values, SourceSpan span)
            implements DataStatement {
        /** Copies the lists and checks the parts. */
        public InsertValues {
            columns = List.copyOf(columns);
            values = List.copyOf(values);
            Objects.requireNonNull(target, "target");
            Objects.requireNonNull(span, "span");
            if (values.isEmpty()) {
                throw new IllegalArgumentException("INSERT needs at least one value");
            }
        }
    }

    /**
     * {@code PRINT topic …}.
     *
     * @param topic the topic's name as written: its case counts even without quotes
     * @param fromBeginning whether FROM BEGINNING was written
     * @param interval print each n-th record; null where not written
     * @param limit stop after so many; null where not written
     */
    record PrintTopic(
            String topic,
            boolean fromBeginning,
            @Nullable Integer interval,
            @Nullable Integer limit,
            SourceSpan span)
            implements DataStatement {
        /** Checks that the parts are there. */
        public PrintTopic {
            Objects.requireNonNull(topic, "topic");
            Objects.requireNonNull(span, "span");
        }
    }
}
