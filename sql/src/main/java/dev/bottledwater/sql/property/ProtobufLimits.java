// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.property;

import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.type.SqlType;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What Protobuf's messages can't hold: a field is repeated or not, and never twice. */
final class ProtobufLimits {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private ProtobufLimits() {}

    /**
     * Why there can't be a message of the columns; empty when there can.
     *
     * @param format the name to complain with
     */
    static Optional<String> refusal(String format, List<Column> columns) {
        return columns.stream()
                .flatMap(c -> refusal(format, c.type()).stream())
                .findFirst()
                .or(() -> format.equals("PROTOBUF") ? badName(columns) : Optional.empty());
    }

    /** The schemas of a registry have the names in their texts; without one only numbers count. */
    private static Optional<String> badName(List<Column> columns) {
        return columns.stream()
                .flatMap(c -> Stream.concat(Stream.of(c.name()), names(c.type())))
                .filter(name -> !NAME.matcher(name).matches())
                .findFirst()
                .map(
                        name ->
                                "Schema is not compatible with Protobuf: `%s` is no name of letters, digits and underscores"
                                        .formatted(name));
    }

    private static Stream<String> names(SqlType type) {
        return switch (type) {
            case SqlType.Primitive _, SqlType.Decimal _ -> Stream.empty();
            case SqlType.Array(var element) -> names(element);
            case SqlType.Map(_, var value) -> names(value);
            case SqlType.Struct(var fields) ->
                    fields.stream()
                            .flatMap(f -> Stream.concat(Stream.of(f.name()), names(f.type())));
        };
    }

    private static Optional<String> refusal(String format, SqlType type) {
        return switch (type) {
            case SqlType.Primitive _, SqlType.Decimal _ -> Optional.empty();
            case SqlType.Array(SqlType.Array _), SqlType.Array(SqlType.Map _) ->
                    Optional.of(
                            "%s format does not support ARRAY types whose elements are ARRAY or MAP types"
                                    .formatted(format));
            case SqlType.Array(var element) -> refusal(format, element);
            case SqlType.Map(var key, var value) ->
                    key == SqlType.Primitive.STRING
                            ? refusal(format, value)
                            : Optional.of(
                                    format + " format only supports MAP types with STRING keys");
            case SqlType.Struct(var fields) ->
                    fields.stream().flatMap(f -> refusal(format, f.type()).stream()).findFirst();
        };
    }
}
