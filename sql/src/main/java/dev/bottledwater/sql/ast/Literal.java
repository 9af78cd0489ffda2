// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.ast;

import java.math.BigDecimal;
import java.util.Objects;

/** A value written out. A sign that stands right before a number belongs to it. */
public sealed interface Literal extends Expression {

    /** {@code NULL}. */
    record NullLiteral(SourceSpan span) implements Literal {
        /** Checks that the parts are there. */
        public NullLiteral {
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code TRUE} or {@code FALSE}. */
    record BooleanLiteral(boolean value, SourceSpan span) implements Literal {
        /** Checks that the parts are there. */
        public BooleanLiteral {
            Objects.requireNonNull(span, "span");
        }
    }

    /** A whole number that fits 32 bits. */
    record IntegerLiteral(int value, SourceSpan span) implements Literal {
        /** Checks that the parts are there. */
        public IntegerLiteral {
            Objects.requireNonNull(span, "span");
        }
    }

    /** A whole number that needs 64 bits. */
    record LongLiteral(long value, SourceSpan span) implements Literal {
        /** Checks that the parts are there. */
        public LongLiteral {
            Objects.requireNonNull(span, "span");
        }
    }

    /** A number with a point: its precision and scale are those of the digits written. */
    record DecimalLiteral(BigDecimal value, SourceSpan span) implements Literal {
        /** Checks that the parts are there. */
        public DecimalLiteral {
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(span, "span");
        }
    }

    /** A number with an exponent; finite. */
    record DoubleLiteral(double value, SourceSpan span) implements Literal {
        /** Checks that the parts are there. */
        public DoubleLiteral {
            Objects.requireNonNull(span, "span");
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("A literal can't be " + value);
            }
        }
    }

    /** Text in single quotes, without them and with its doubled quotes undone. */
    record StringLiteral(String value, SourceSpan span) implements Literal {
        /** Checks that the parts are there. */
        public StringLiteral {
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(span, "span");
        }
    }
}
