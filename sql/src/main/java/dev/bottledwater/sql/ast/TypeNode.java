// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.ast;

import java.util.List;
import java.util.Objects;

/** A type as it is written. */
public sealed interface TypeNode extends Node {
    /** A type without arguments. */
    record Primitive(PrimitiveTypeName name, SourceSpan span) implements TypeNode {
        /** Checks that the parts are there. */
        public Primitive {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(span, "span");
        }
    }

    /**
     * {@code DECIMAL(precision, scale)}. Whether the two fit each other is for analysis to say.
     *
     * @param precision number of digits as written
     * @param scale number of digits behind the point as written
     */
    record Decimal(int precision, int scale, SourceSpan span) implements TypeNode {
        /** Checks that the span is there. */
        public Decimal {
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code ARRAY<element>}. */
    record Array(TypeNode element, SourceSpan span) implements TypeNode {
        /** Checks that the parts are there. */
        public Array {
            Objects.requireNonNull(element, "element");
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code MAP<key, value>}. */
    record Map(TypeNode key, TypeNode value, SourceSpan span) implements TypeNode {
        /** Checks that the parts are there. */
        public Map {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code STRUCT<name type, …>}; may have no fields. */
    record Struct(List<Field> fields, SourceSpan span) implements TypeNode {
        /** Copies the fields. */
        public Struct {
            fields = List.copyOf(fields);
            Objects.requireNonNull(span, "span");
        }
    }

    /** One field of a {@link Struct}. */
    record Field(Identifier name, TypeNode type) {
        /** Checks that the parts are there. */
        public Field {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(type, "type");
        }
    }

    /** A type made by {@code CREATE TYPE}, or a name that no type has. */
    record Named(Identifier name, SourceSpan span) implements TypeNode {
        /** Checks that the parts are there. */
        public Named {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(span, "span");
        }
    }
}
