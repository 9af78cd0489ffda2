// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.print;

import dev.bottledwater.wire.entity.FieldInfo;
import dev.bottledwater.wire.entity.SchemaInfo;

import java.util.List;
import java.util.stream.Collectors;

/** The text of a type in DESCRIBE: strings are {@code VARCHAR(STRING)}. */
final class TypeText {
    private TypeText() {}

    static String of(SchemaInfo schema) {
        return switch (schema.type()) {
            case "STRING" -> "VARCHAR(STRING)";
            case "ARRAY" -> "ARRAY<" + member(schema) + ">";
            case "MAP" -> "MAP<STRING, " + member(schema) + ">";
            case "STRUCT" -> {
                List<FieldInfo> fields = schema.fields() == null ? List.of() : schema.fields();
                yield fields.stream()
                        .map(field -> field.name() + " " + of(field.schema()))
                        .collect(Collectors.joining(", ", "STRUCT<", ">"));
            }
            default -> schema.text();
        };
    }

    private static String member(SchemaInfo schema) {
        return schema.memberSchema() == null ? "?" : of(schema.memberSchema());
    }
}
