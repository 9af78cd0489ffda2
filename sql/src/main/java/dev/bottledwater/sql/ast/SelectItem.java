// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.ast;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/** One item of a projection. */
public sealed interface SelectItem extends Node {
    /**
     * An expression.
     *
     * @param expression the expression
     * @param alias the name given to it; null where none is written
     */
    record Single(Expression expression, @Nullable Identifier alias, SourceSpan span)
            implements SelectItem {
        /** Checks that the parts are there. */
        public Single {
            Objects.requireNonNull(expression, "expression");
            Objects.requireNonNull(span, "span");
        }
    }

    /**
     * {@code *} or {@code source.*}.
     *
     * @param source whose columns; null for those of all sources
     */
    record AllColumns(@Nullable Identifier source, SourceSpan span) implements SelectItem {
        /** Checks that the span is there. */
        public AllColumns {
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code expression->*}: every field of a struct. */
    record AllFields(Expression struct, SourceSpan span) implements SelectItem {
        /** Checks that the parts are there. */
        public AllFields {
            Objects.requireNonNull(struct, "struct");
            Objects.requireNonNull(span, "span");
        }
    }
}
