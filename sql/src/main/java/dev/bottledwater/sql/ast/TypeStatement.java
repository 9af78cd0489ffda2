// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.ast;

import java.util.Objects;

/** Statements about named types. */
public sealed interface TypeStatement extends Statement {
    /** {@code CREATE TYPE name AS type}. */
    record CreateType(boolean ifNotExists, Identifier name, TypeNode type, SourceSpan span)
            implements TypeStatement {
        /** Checks that the parts are there. */
        public CreateType {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code DROP TYPE name}. */
    record DropType(boolean ifExists, Identifier name, SourceSpan span) implements TypeStatement {
        /** Checks that the parts are there. */
        public DropType {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(span, "span");
        }
    }
}
