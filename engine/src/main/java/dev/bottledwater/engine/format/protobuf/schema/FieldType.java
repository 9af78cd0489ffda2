// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf.schema;

import java.util.List;
import java.util.Objects;

/** What one value of a field is. */
public sealed interface FieldType permits ScalarType, FieldType.Enumeration, FieldType.OfMessage {

    /** A number with a name; the first constant is the default. */
    record Enumeration(String fullName, List<Constant> constants) implements FieldType {
        public Enumeration {
            Objects.requireNonNull(fullName);
            constants = List.copyOf(constants);
        }
    }

    /** A name for a number; several may have the same. */
    record Constant(String name, int number) {
        public Constant {
            Objects.requireNonNull(name);
        }
    }

    /** A message, by its full name, since messages may hold themselves. */
    record OfMessage(String fullName) implements FieldType {
        public OfMessage {
            Objects.requireNonNull(fullName);
        }
    }
}
