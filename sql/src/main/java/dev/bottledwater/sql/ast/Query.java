// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.ast;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/**
 * A {@code SELECT}.
 *
 * @param select the projection, at least one item
 * @param from what it reads
 * @param window {@code WINDOW}; null where not written
 * @param where {@code WHERE}; null where not written
 * @param groupBy {@code GROUP BY}; null where not written
 * @param partitionBy {@code PARTITION BY}; null where not written
 * @param having {@code HAVING}; null where not written
 * @param emit {@code EMIT}; null where not written: a pull query, or a persistent query with the
 *     default
 * @param limit {@code LIMIT}, not negative; null where not written
 * @param span where it stood
 */
public record Query(
        List<SelectItem> select,
        Relation from,
        @Nullable WindowExpression window,
        @Nullable Expression where,
        @Nullable Keys groupBy,
        @Nullable Keys partitionBy,
        @Nullable Expression having,
        @Nullable Emit emit,
        @Nullable Integer limit,
        SourceSpan span)
        implements Node {
    /** Copies the projection and checks it and the limit. */
    public Query {
        select = List.copyOf(select);
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(span, "span");
        if (select.isEmpty()) {
            throw new IllegalArgumentException("A query selects at least one item");
        }
        if (limit != null && limit < 0) {
            throw new IllegalArgumentException("A limit can't be negative: " + limit);
        }
    }

    /** When a query emits results. */
    public enum Emit {
        /** {@code EMIT CHANGES}: each change. */
        CHANGES,
        /** {@code EMIT FINAL}: once per window, when it closes. */
        FINAL
    }

    /**
     * The expressions of a {@code GROUP BY} or {@code PARTITION BY}.
     *
     * @param expressions the expressions; empty for {@code GROUP BY ()}
     * @param span where they stood
     */
    public record Keys(List<Expression> expressions, SourceSpan span) implements Node {
        /** Copies the expressions. */
        public Keys {
            expressions = List.copyOf(expressions);
            Objects.requireNonNull(span, "span");
        }
    }
}
