// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.ast;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/** Statements that end, halt and continue queries. */
public sealed interface QueryControl extends Statement {
    /**
     * {@code TERMINATE queryId} or {@code TERMINATE ALL}.
     *
     * @param queryId which query; null for all
     */
    record Terminate(@Nullable Identifier queryId, SourceSpan span) implements QueryControl {
        /** Checks that the parts are there. */
        public Terminate {
            Objects.requireNonNull(span, "span");
        }
    }

    /**
     * {@code PAUSE queryId} or {@code PAUSE ALL}.
     *
     * @param queryId which query; null for all
     */
    record Pause(@Nullable Identifier queryId, SourceSpan span) implements QueryControl {
        /** Checks that the parts are there. */
        public Pause {
            Objects.requireNonNull(span, "span");
        }
    }

    /**
     * {@code RESUME queryId} or {@code RESUME ALL}.
     *
     * @param queryId which query; null for all
     */
    record Resume(@Nullable Identifier queryId, SourceSpan span) implements QueryControl {
        /** Checks that the parts are there. */
        public Resume {
            Objects.requireNonNull(span, "span");
        }
    }
}
