// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.ast;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/** Statements that fail when something doesn't hold. */
public sealed interface AssertStatement extends Statement {
    /**
     * {@code ASSERT [NOT EXISTS] TOPIC name WITH (…) TIMEOUT …}.
     *
     * @param topic the topic's name as written: its case counts even without quotes
     * @param timeout how long to wait; null where not written
     * @param exists false with NOT EXISTS
     */
    record AssertTopic(
            String topic,
            Properties properties,
            @Nullable TimeSpan timeout,
            boolean exists,
            SourceSpan span)
            implements AssertStatement {
        /** Checks that the parts are there. */
        public AssertTopic {
            Objects.requireNonNull(topic, "topic");
            Objects.requireNonNull(properties, "properties");
            Objects.requireNonNull(span, "span");
        }
    }

    /**
     * {@code ASSERT [NOT EXISTS] SCHEMA SUBJECT s ID n TIMEOUT …}; names a subject, an id or both.
     *
     * @param subject the subject; null where not written
     * @param id the schema's id; null where not written
     * @param timeout how long to wait; null where not written
     * @param exists false with NOT EXISTS
     */
    record AssertSchema(
            @Nullable String subject,
            @Nullable Integer id,
            @Nullable TimeSpan timeout,
            boolean exists,
            SourceSpan span)
            implements AssertStatement {
        /** Checks that the parts are there. */
        public AssertSchema {
            Objects.requireNonNull(span, "span");
        }
    }

    /**
     * {@code ASSERT VALUES name (columns) VALUES (…)}: the next record of a source. Only in SQL
     * tests.
     *
     * @param columns the columns named; empty for all of them in their order
     */
    record AssertValues(
            Identifier source, List<Identifier> columns, List<Expression> values, SourceSpan span)
            implements AssertStatement {
        /** Copies the lists and checks the parts. */
        public AssertValues {
            columns = List.copyOf(columns);
            values = List.copyOf(values);
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(span, "span");
            if (values.isEmpty()) {
                throw new IllegalArgumentException("ASSERT VALUES needs at least one value");
            }
        }
    }

    /**
     * {@code ASSERT NULL VALUES name (columns) KEY (…)}: the next record of a source is a
     * tombstone. Only in SQL tests.
     *
     * @param columns the key columns named; empty for all of them
     */
    record AssertTombstone(
            Identifier source, List<Identifier> columns, List<Expression> values, SourceSpan span)
            implements AssertStatement {
        /** Copies the lists and checks the parts. */
        public AssertTombstone {
            columns = List.copyOf(columns);
            values = List.copyOf(values);
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(span, "span");
            if (values.isEmpty()) {
                throw new IllegalArgumentException("ASSERT NULL VALUES needs at least one value");
            }
        }
    }

    /**
     * {@code ASSERT STREAM|TABLE name (columns) WITH (…)}: a source with these columns and
     * properties is there. Only in SQL tests.
     */
    record AssertSource(
            SourceKind kind,
            Identifier name,
            List<ColumnDefinition> columns,
            Properties properties,
            SourceSpan span)
            implements AssertStatement {
        /** Copies the lists and checks the parts. */
        public AssertSource {
            columns = List.copyOf(columns);
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(properties, "properties");
            Objects.requireNonNull(span, "span");
        }
    }
}
