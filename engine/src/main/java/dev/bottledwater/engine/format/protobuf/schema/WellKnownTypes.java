// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Messages that mean more than their fields say. */
public final class WellKnownTypes {
    /** {@code int64 seconds = 1; int32 nanos = 2}. */
    public static final String TIMESTAMP = "google.protobuf.Timestamp";

    /** {@code int32 year = 1; int32 month = 2; int32 day = 3}. */
    public static final String DATE = "google.type.Date";

    /** {@code int32 hours = 1; int32 minutes = 2; int32 seconds = 3; int32 nanos = 4}. */
    public static final String TIME = "google.type.TimeOfDay";

    /**
     * {@code bytes value = 1; uint32 precision = 2; int32 scale = 3}: the unscaled number in two's
     * complement, big-endian.
     */
    public static final String DECIMAL = "confluent.type.Decimal";

    private static final String WRAPPERS = "google.protobuf.";
    private static final List<ScalarType> WRAPPED =
            List.of(
                    ScalarType.DOUBLE,
                    ScalarType.FLOAT,
                    ScalarType.INT32,
                    ScalarType.INT64,
                    ScalarType.UINT32,
                    ScalarType.UINT64,
                    ScalarType.BOOL,
                    ScalarType.STRING,
                    ScalarType.BYTES);
    private static final Map<String, Message> MESSAGES = all();

    private WellKnownTypes() {}

    /** All of them, by their full names. */
    public static Map<String, Message> messages() {
        return MESSAGES;
    }

    private static Map<String, Message> all() {
        var all = new HashMap<String, Message>();
        add(all, TIMESTAMP, List.of("seconds", "nanos"), ScalarType.INT64, ScalarType.INT32);
        add(
                all,
                DATE,
                List.of("year", "month", "day"),
                ScalarType.INT32,
                ScalarType.INT32,
                ScalarType.INT32);
        add(
                all,
                TIME,
                List.of("hours", "minutes", "seconds", "nanos"),
                ScalarType.INT32,
                ScalarType.INT32,
                ScalarType.INT32,
                ScalarType.INT32);
        add(
                all,
                DECIMAL,
                List.of("value", "precision", "scale"),
                ScalarType.BYTES,
                ScalarType.UINT32,
                ScalarType.INT32);
        for (var scalar : WRAPPED) {
            add(all, wrapper(scalar), List.of("value"), scalar);
        }
        return Map.copyOf(all);
    }

    private static void add(
            Map<String, Message> all, String fullName, List<String> names, ScalarType... types) {
        var fields = new ArrayList<Field>();
        for (int i = 0; i < types.length; i++) {
            fields.add(Field.of(names.get(i), i + 1, types[i], Field.Label.IMPLICIT));
        }
        all.put(fullName, new Message(fullName, fields, List.of(), List.of(), false));
    }

    /** The message that holds nothing but a scalar as field 1, so that it can be missing. */
    public static String wrapper(ScalarType scalar) {
        return WRAPPERS
                + switch (scalar) {
                    case DOUBLE -> "DoubleValue";
                    case FLOAT -> "FloatValue";
                    case INT32, SINT32, SFIXED32 -> "Int32Value";
                    case INT64, SINT64, SFIXED64 -> "Int64Value";
                    case UINT32, FIXED32 -> "UInt32Value";
                    case UINT64, FIXED64 -> "UInt64Value";
                    case BOOL -> "BoolValue";
                    case STRING -> "StringValue";
                    case BYTES -> "BytesValue";
                };
    }

    /** The scalar that a message wraps; empty for any other message. */
    public static Optional<ScalarType> wrapped(String fullName) {
        return fullName.startsWith(WRAPPERS) && fullName.endsWith("Value")
                ? WRAPPED.stream().filter(s -> wrapper(s).equals(fullName)).findFirst()
                : Optional.empty();
    }

    /** The file to import for one of these messages; empty for any other. */
    public static Optional<String> file(String fullName) {
        return switch (fullName) {
            case TIMESTAMP -> Optional.of("google/protobuf/timestamp.proto");
            case DATE -> Optional.of("google/type/date.proto");
            case TIME -> Optional.of("google/type/timeofday.proto");
            case DECIMAL -> Optional.of("confluent/type/decimal.proto");
            default -> wrapped(fullName).map(_ -> "google/protobuf/wrappers.proto");
        };
    }
}
