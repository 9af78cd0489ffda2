// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.type;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A KSQL data type. {@link #toString()} is KSQL's canonical text, e.g. {@code DECIMAL(10, 2)} or
 * {@code STRUCT<`A` INTEGER>}.
 *
 * <p>Values at run time, {@code null} being SQL's NULL everywhere:
 *
 * <table>
 * <caption>Java classes of values</caption>
 * <tr><th>type</th><th>class</th></tr>
 * <tr><td>BOOLEAN, INTEGER, BIGINT, DOUBLE, STRING</td><td>Boolean, Integer, Long, Double, String</td></tr>
 * <tr><td>DECIMAL</td><td>BigDecimal with exactly the type's scale; a column that is just a call of GREATEST or LEAST may have a smaller one</td></tr>
 * <tr><td>BYTES</td><td>java.nio.ByteBuffer, read from position to limit and never advanced</td></tr>
 * <tr><td>DATE, TIME, TIMESTAMP</td><td>LocalDate, LocalTime (milliseconds), Instant (milliseconds)</td></tr>
 * <tr><td>ARRAY, MAP</td><td>java.util.List, java.util.Map (in the order in which it was made, read from JSON in that of a hash map); both may hold nulls</td></tr>
 * <tr><td>STRUCT</td><td>{@link StructValue}, one element per field</td></tr>
 * </table>
 */
public sealed interface SqlType {

    /** Types without parameters. */
    enum Primitive implements SqlType {
        BOOLEAN,
        INTEGER,
        BIGINT,
        DOUBLE,
        STRING,
        BYTES,
        DATE,
        TIME,
        TIMESTAMP
    }

    /** Fixed-point number of {@code precision} digits, {@code scale} of them behind the point. */
    record Decimal(int precision, int scale) implements SqlType {
        public Decimal {
            if (precision < 1 || scale < 0 || scale > precision) {
                throw new IllegalArgumentException(
                        "DECIMAL needs a precision of at least 1 and a scale from 0 to the precision, but was DECIMAL(%d, %d)"
                                .formatted(precision, scale));
            }
        }

        @Override
        public String toString() {
            return "DECIMAL(" + precision + ", " + scale + ")";
        }
    }

    /** A list of values of one type. */
    record Array(SqlType element) implements SqlType {
        public Array {
            Objects.requireNonNull(element);
        }

        @Override
        public String toString() {
            return "ARRAY<" + element + ">";
        }
    }

    /** Keys of one type to values of one type. */
    record Map(SqlType key, SqlType value) implements SqlType {
        public Map {
            Objects.requireNonNull(key);
            Objects.requireNonNull(value);
        }

        @Override
        public String toString() {
            return "MAP<" + key + ", " + value + ">";
        }
    }

    /** Named fields in order. */
    record Struct(List<Field> fields) implements SqlType {
        public Struct {
            fields = List.copyOf(fields);
        }

        /** The index of the field of exactly this name, or -1. */
        public int indexOf(String name) {
            for (int i = 0; i < fields.size(); i++) {
                if (fields.get(i).name().equals(name)) {
                    return i;
                }
            }
            return -1;
        }

        @Override
        public String toString() {
            return fields.stream()
                    .map(f -> "`" + f.name() + "` " + f.type())
                    .collect(Collectors.joining(", ", "STRUCT<", ">"));
        }
    }

    /** A field of a struct; the name is as stored, already case-folded. */
    record Field(String name, SqlType type) {
        public Field {
            Objects.requireNonNull(name);
            Objects.requireNonNull(type);
        }
    }

    /** Whether this is INTEGER, BIGINT, DECIMAL or DOUBLE. */
    default boolean isNumeric() {
        return this == Primitive.INTEGER
                || this == Primitive.BIGINT
                || this == Primitive.DOUBLE
                || this instanceof Decimal;
    }
}
