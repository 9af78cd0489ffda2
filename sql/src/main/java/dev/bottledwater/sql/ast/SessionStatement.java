// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.ast;

import java.util.Objects;

/** Statements that change a session's or the system's settings. */
public sealed interface SessionStatement extends Statement {
    /** {@code SET 'name'='value'}. */
    record SetProperty(String name, String value, SourceSpan span) implements SessionStatement {
        /** Checks that the parts are there. */
        public SetProperty {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code UNSET 'name'}. */
    record UnsetProperty(String name, SourceSpan span) implements SessionStatement {
        /** Checks that the parts are there. */
        public UnsetProperty {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code ALTER SYSTEM 'name'='value'}. */
    record AlterSystem(String name, String value, SourceSpan span) implements SessionStatement {
        /** Checks that the parts are there. */
        public AlterSystem {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code DEFINE name='value'}. */
    record Define(Identifier name, String value, SourceSpan span) implements SessionStatement {
        /** Checks that the parts are there. */
        public Define {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code UNDEFINE name}. */
    record Undefine(Identifier name, SourceSpan span) implements SessionStatement {
        /** Checks that the parts are there. */
        public Undefine {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code RUN SCRIPT 'file'}. */
    record RunScript(String file, SourceSpan span) implements SessionStatement {
        /** Checks that the parts are there. */
        public RunScript {
            Objects.requireNonNull(file, "file");
            Objects.requireNonNull(span, "span");
        }
    }
}
