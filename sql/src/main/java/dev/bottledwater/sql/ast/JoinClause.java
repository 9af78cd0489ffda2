// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.ast;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * One {@code JOIN … ON …}.
 *
 * @param kind which rows without a partner it keeps
 * @param right the source on its right side
 * @param within how far apart in time two records may be; null where not written
 * @param criteria the expression after {@code ON}
 * @param span where it stood
 */
public record JoinClause(
        Kind kind,
        Relation.Source right,
        @Nullable Window within,
        Expression criteria,
        SourceSpan span)
        implements Node {
    /** Checks that the parts are there. */
    public JoinClause {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(right, "right");
        Objects.requireNonNull(criteria, "criteria");
        Objects.requireNonNull(span, "span");
    }

    /** Which rows a join keeps that have no partner. */
    public enum Kind {
        INNER,
        LEFT,
        RIGHT,
        FULL
    }

    /**
     * {@code WITHIN …}: how far the right record may lie from the left one.
     *
     * @param before how much earlier the right record may be
     * @param after how much later it may be
     * @param symmetric whether one length was written for both
     * @param grace how long late records are still joined; null where not written
     * @param span where it stood
     */
    public record Window(
            TimeSpan before,
            TimeSpan after,
            boolean symmetric,
            @Nullable TimeSpan grace,
            SourceSpan span)
            implements Node {
        /** Checks that a symmetric window has two equal sides. */
        public Window {
            Objects.requireNonNull(span, "span");
            if (symmetric && !before.toDuration().equals(after.toDuration())) {
                throw new IllegalArgumentException(
                        "The two sides of a symmetric join window differ");
            }
        }
    }
}
