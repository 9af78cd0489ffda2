// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.ast;

import java.util.List;
import java.util.Objects;

/** What a query reads from. */
public sealed interface Relation extends Node {
    /**
     * A stream or table.
     *
     * @param name the stream or table
     * @param alias what the query calls it: the name itself where no alias was written
     */
    record Source(Identifier name, Identifier alias, SourceSpan span) implements Relation {
        /** Checks that the parts are there. */
        public Source {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(alias, "alias");
            Objects.requireNonNull(span, "span");
        }
    }

    /**
     * A chain of joins, read from left to right.
     *
     * @param first the left-most source
     * @param joins what is joined to it, at least one
     */
    record Joined(Source first, List<JoinClause> joins, SourceSpan span) implements Relation {
        /** Copies the joins and checks that there is one. */
        public Joined {
            Objects.requireNonNull(first, "first");
            joins = List.copyOf(joins);
            Objects.requireNonNull(span, "span");
            if (joins.isEmpty()) {
                throw new IllegalArgumentException("A join needs a right side");
            }
        }
    }
}
