// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval;

import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.sql.type.StructValue;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Values as text for people. Entries of maps come in the order of their keys, which have none. */
public enum AnswerText {
    /** As it stands in an answer of the REST API. */
    JSON(",", ":") {
        @Override
        String quoted(String text) {
            return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }
    },
    /** As {@link dev.bottledwater.udf.Example#result} has it. */
    EXAMPLE(", ", ": ") {
        @Override
        String quoted(String text) {
            return "'" + text + "'";
        }
    };

    private final String separator;
    private final String colon;

    AnswerText(String separator, String colon) {
        this.separator = separator;
        this.colon = colon;
    }

    abstract String quoted(String text);

    /** The text of a value of a type. */
    public String of(@Nullable Object value, SqlType type) {
        if (value == null) {
            return "null";
        }
        return switch (type) {
            case Primitive.BOOLEAN, Primitive.INTEGER, Primitive.BIGINT -> value.toString();
            case Primitive.DOUBLE ->
                    Double.isFinite((double) value) ? value.toString() : quoted(value.toString());
            case SqlType.Decimal(_, int scale) -> {
                if (((BigDecimal) value).scale() != scale) {
                    throw new AssertionError(value + " is no value of " + type);
                }
                yield ((BigDecimal) value).toPlainString();
            }
            case Primitive _ -> quoted(SqlText.of(type).text(value));
            case SqlType.Array(var element) ->
                    ((List<?>) value)
                            .stream()
                                    .map(e -> of(e, element))
                                    .collect(Collectors.joining(separator, "[", "]"));
            case SqlType.Map(_, var element) ->
                    ((Map<?, ?>) value)
                            .entrySet().stream()
                                    .map(
                                            e ->
                                                    quoted(String.valueOf(e.getKey()))
                                                            + colon
                                                            + of(e.getValue(), element))
                                    .sorted()
                                    .collect(Collectors.joining(separator, "{", "}"));
            case SqlType.Struct(var fields) ->
                    IntStream.range(0, fields.size())
                            .mapToObj(
                                    i ->
                                            quoted(fields.get(i).name())
                                                    + colon
                                                    + of(
                                                            ((StructValue) value).get(i),
                                                            fields.get(i).type()))
                            .collect(Collectors.joining(separator, "{", "}"));
        };
    }
}
