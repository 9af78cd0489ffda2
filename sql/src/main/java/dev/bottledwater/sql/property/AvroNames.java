// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.property;

import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.type.SqlType;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What Avro allows as names of fields (Avro specification, "Names"), in its library's words. */
final class AvroNames {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern START = Pattern.compile("[A-Za-z_].*", Pattern.DOTALL);

    private AvroNames() {}

    /** Why Avro can't have the columns' names; empty when it can. */
    static Optional<String> refusal(List<Column> columns) {
        return columns.stream()
                .flatMap(c -> Stream.concat(Stream.of(c.name()), fields(c.type())))
                .filter(name -> !NAME.matcher(name).matches())
                .findFirst()
                .map(
                        name ->
                                "Schema is not compatible with Avro: "
                                        + (START.matcher(name).matches()
                                                ? "Illegal character in: "
                                                : "Illegal initial character: ")
                                        + name);
    }

    private static Stream<String> fields(SqlType type) {
        return switch (type) {
            case SqlType.Primitive _, SqlType.Decimal _ -> Stream.empty();
            case SqlType.Array(var element) -> fields(element);
            case SqlType.Map(var key, var value) -> Stream.concat(fields(key), fields(value));
            case SqlType.Struct(var fields) ->
                    fields.stream()
                            .flatMap(f -> Stream.concat(Stream.of(f.name()), fields(f.type())));
        };
    }
}
