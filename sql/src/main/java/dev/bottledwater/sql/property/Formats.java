// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.property;

import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.error.Suggestions;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.schema.FormatSpec.Wrapping;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which formats there are and what they can hold (language reference, section 11). */
public final class Formats {
    private static final List<String> SUPPORTED =
            List.of(
                    "AVRO",
                    "DELIMITED",
                    "JSON",
                    "JSON_SR",
                    "KAFKA",
                    "NONE",
                    "PROTOBUF",
                    "PROTOBUF_NOSR");
    private static final List<String> WITH_SCHEMAS = List.of("AVRO", "JSON_SR", "PROTOBUF");
    private static final List<String> FLAT = List.of("DELIMITED", "KAFKA");
    private static final List<String> WRAPPED_OR_NOT = List.of("AVRO", "JSON", "JSON_SR");
    private static final List<String> ALWAYS_WRAPPED = List.of("PROTOBUF", "PROTOBUF_NOSR");

    private Formats() {}

    /** Which half of a record a format is for. */
    public enum Side {
        KEY("Key"),
        VALUE("Value");

        private final String text;

        Side(String text) {
            this.text = text;
        }
    }

    /**
     * The stored name of a format.
     *
     * @throws SqlException for an unknown format
     */
    public static String name(String written, SourceSpan span) {
        var upper = written.strip().toUpperCase(Locale.ROOT);
        if (SUPPORTED.contains(upper)) {
            return upper;
        }
        var hint = Suggestions.didYouMean(upper, SUPPORTED);
        throw new SqlException(
                ErrorCode.INVALID_FORMAT,
                "Unknown format: " + upper,
                span,
                hint.isEmpty() ? "Formats are: " + String.join(", ", SUPPORTED) + "." : hint);
    }

    /** Whether a single column can be written bare as well as in a record. */
    public static boolean canUnwrap(String format) {
        return WRAPPED_OR_NOT.contains(format);
    }

    /** Whether the format holds numbers, texts and the like but no ARRAY, MAP or STRUCT. */
    public static boolean isFlat(String format) {
        return FLAT.contains(format);
    }

    /**
     * The value format with the wrapping that was asked for.
     *
     * @param properties the format's own settings
     * @param wrap what WRAP_SINGLE_VALUE says, empty when it isn't set
     * @throws SqlException when the format can't do that, or there isn't a single column
     */
    public static FormatSpec wrapped(
            String format,
            Map<String, String> properties,
            Optional<Boolean> wrap,
            List<Column> columns,
            SourceSpan span) {
        if (wrap.isEmpty()) {
            return new FormatSpec(format, properties, Wrapping.DEFAULT);
        }
        if (columns.size() != 1) {
            throw new SqlException(
                    ErrorCode.INVALID_PROPERTY,
                    "'WRAP_SINGLE_VALUE' is only valid for single-field value schemas",
                    span,
                    null);
        }
        if (!canUnwrap(format) && wrap.get() != ALWAYS_WRAPPED.contains(format)) {
            throw new SqlException(
                    ErrorCode.INVALID_FORMAT,
                    "Format '%s' does not support 'WRAP_SINGLE_VALUE' set to '%s'."
                            .formatted(format, wrap.get()),
                    span,
                    null);
        }
        return new FormatSpec(
                format, properties, wrap.get() ? Wrapping.WRAPPED : Wrapping.UNWRAPPED);
    }

    /**
     * Checks that the format can hold the columns.
     *
     * @throws SqlException with KSQL's text when it can't
     */
    public static void check(FormatSpec format, List<Column> columns, Side side, SourceSpan span) {
        if (side == Side.KEY) {
            columns.stream()
                    .filter(c -> holdsMap(c.type()))
                    .findFirst()
                    .ifPresent(
                            c -> {
                                throw new SqlException(
                                        ErrorCode.INVALID_KEY,
                                        "Map keys, including types that contain maps, are not supported as they may lead to unexpected behavior due to inconsistent serialization. Key column name: `%s`. Column type: %s. See https://github.com/confluentinc/ksql/issues/6621 for more."
                                                .formatted(c.name(), c.type()),
                                        span,
                                        null);
                            });
        }
        reason(format.name(), columns, side)
                .ifPresent(
                        reason -> {
                            throw new SqlException(
                                    ErrorCode.INVALID_FORMAT,
                                    "%s format does not support schema.\nformat: %s\nschema: Persistence{columns=%s, features=[]}\nreason: %s"
                                            .formatted(
                                                    side.text,
                                                    format.name(),
                                                    text(columns, side),
                                                    reason),
                                    span,
                                    side == Side.KEY && columns.size() > 1
                                            ? "Set KEY_FORMAT='JSON'."
                                            : null);
                        });
    }

    /** Why the format can't hold the columns, in KSQL's words; empty when it can. */
    public static Optional<String> refusal(FormatSpec format, List<Column> columns, Side side) {
        return side == Side.KEY && columns.stream().anyMatch(c -> holdsMap(c.type()))
                ? Optional.of("Map keys, including types that contain maps, are not supported")
                : reason(format.name(), columns, side);
    }

    /** Whether the format keeps its schemas in a registry, and their ids in every record. */
    public static boolean hasSchemas(String format) {
        return WITH_SCHEMAS.contains(format);
    }

    private static Optional<String> reason(String format, List<Column> columns, Side side) {
        return switch (format) {
            case "NONE" ->
                    columns.isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    "The 'NONE' format can only be used when no columns are defined. Got: "
                                            + text(columns, side));
            case "KAFKA" -> {
                if (columns.size() > 1) {
                    yield Optional.of(
                            "The 'KAFKA' format only supports a single field. Got: "
                                    + text(columns, side));
                }
                yield columns.stream()
                        .filter(c -> !inKafka(c.type()))
                        .map(c -> unsupported(format, c.type()))
                        .findFirst();
            }
            case "DELIMITED" ->
                    columns.stream()
                            .filter(c -> !isScalar(c.type()))
                            .map(
                                    c ->
                                            unsupported(format, c.type())
                                                    + ", column: `%s`".formatted(c.name()))
                            .findFirst();
            case "AVRO" ->
                    columns.stream().anyMatch(c -> holdsOddMap(c.type()))
                            ? Optional.of("Avro only supports MAPs with STRING keys")
                            : AvroNames.refusal(columns);
            case "PROTOBUF", "PROTOBUF_NOSR" -> ProtobufLimits.refusal(format, columns);
            default ->
                    columns.stream().anyMatch(c -> holdsOddMap(c.type()))
                            ? Optional.of("JSON only supports MAP types with STRING keys")
                            : Optional.empty();
        };
    }

    private static String unsupported(String format, SqlType type) {
        return "The '%s' format does not support type '%s'".formatted(format, kind(type));
    }

    private static boolean isScalar(SqlType type) {
        return switch (type) {
            case Primitive _, SqlType.Decimal _ -> true;
            case SqlType.Array _, SqlType.Map _, SqlType.Struct _ -> false;
        };
    }

    private static boolean inKafka(SqlType type) {
        return type == Primitive.INTEGER
                || type == Primitive.BIGINT
                || type == Primitive.DOUBLE
                || type == Primitive.STRING
                || type == Primitive.BYTES;
    }

    private static boolean holdsMap(SqlType type) {
        return switch (type) {
            case Primitive _, SqlType.Decimal _ -> false;
            case SqlType.Map _ -> true;
            case SqlType.Array(var element) -> holdsMap(element);
            case SqlType.Struct(var fields) -> fields.stream().anyMatch(f -> holdsMap(f.type()));
        };
    }

    private static boolean holdsOddMap(SqlType type) {
        return switch (type) {
            case Primitive _, SqlType.Decimal _ -> false;
            case SqlType.Map(var key, var value) -> key != Primitive.STRING || holdsOddMap(value);
            case SqlType.Array(var element) -> holdsOddMap(element);
            case SqlType.Struct(var fields) -> fields.stream().anyMatch(f -> holdsOddMap(f.type()));
        };
    }

    private static String kind(SqlType type) {
        return switch (type) {
            case Primitive p -> p.name();
            case SqlType.Decimal _ -> "DECIMAL";
            case SqlType.Array _ -> "ARRAY";
            case SqlType.Map _ -> "MAP";
            case SqlType.Struct _ -> "STRUCT";
        };
    }

    private static String text(List<Column> columns, Side side) {
        return columns.stream()
                .map(c -> "`%s` %s%s".formatted(c.name(), c.type(), side == Side.KEY ? " KEY" : ""))
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
