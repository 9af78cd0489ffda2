// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.format;

import dev.bottledwater.sql.ast.PrimitiveTypeName;
import dev.bottledwater.sql.ast.TypeNode;

import java.util.stream.Collectors;

/** Types as text. */
final class TypeFormat {
    private TypeFormat() {}

    static String format(TypeNode type) {
        return switch (type) {
            case TypeNode.Primitive primitive -> primitive.name().name();
            case TypeNode.Decimal decimal ->
                    "DECIMAL(" + decimal.precision() + ", " + decimal.scale() + ")";
            case TypeNode.Array array -> "ARRAY<" + format(array.element()) + ">";
            case TypeNode.Map map -> "MAP<" + format(map.key()) + ", " + format(map.value()) + ">";
            case TypeNode.Struct struct ->
                    struct.fields().stream()
                            .map(
                                    field ->
                                            Identifiers.name(field.name().text())
                                                    + " "
                                                    + format(field.type()))
                            .collect(Collectors.joining(", ", "STRUCT<", ">"));
            case TypeNode.Named named -> named(named.name().text());
        };
    }

    /** A type's name that would be read as a built-in type has to be quoted. */
    private static String named(String name) {
        boolean builtIn = name.equals("DECIMAL") || PrimitiveTypeName.of(name).isPresent();
        return builtIn ? Identifiers.quoted(name) : Identifiers.name(name);
    }
}
