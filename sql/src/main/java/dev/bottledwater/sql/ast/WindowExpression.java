// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.ast;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/** The {@code WINDOW} clause of an aggregation. */
public sealed interface WindowExpression extends Node {
    /** How long the window's state is kept; null where not written. */
    @Nullable TimeSpan retention();

    /** How long after its end a window still takes late records; null where not written. */
    @Nullable TimeSpan grace();

    /** {@code TUMBLING (SIZE …)}. */
    record Tumbling(
            TimeSpan size, @Nullable TimeSpan retention, @Nullable TimeSpan grace, SourceSpan span)
            implements WindowExpression {
        /** Checks that the parts are there. */
        public Tumbling {
            Objects.requireNonNull(size, "size");
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code HOPPING (SIZE …, ADVANCE BY …)}. */
    record Hopping(
            TimeSpan size,
            TimeSpan advance,
            @Nullable TimeSpan retention,
            @Nullable TimeSpan grace,
            SourceSpan span)
            implements WindowExpression {
        /** Checks that the parts are there. */
        public Hopping {
            Objects.requireNonNull(size, "size");
            Objects.requireNonNull(advance, "advance");
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code SESSION (gap)}. */
    record Session(
            TimeSpan gap, @Nullable TimeSpan retention, @Nullable TimeSpan grace, SourceSpan span)
            implements WindowExpression {
        /** Checks that the parts are there. */
        public Session {
            Objects.requireNonNull(gap, "gap");
            Objects.requireNonNull(span, "span");
        }
    }
}
