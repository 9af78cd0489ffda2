// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire.entity;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.SequencedMap;

/**
 * A data type.
 *
 * @param type BOOLEAN, INTEGER, BIGINT, DOUBLE, DECIMAL, STRING, BYTES, TIME, DATE, TIMESTAMP,
 *     ARRAY, MAP or STRUCT
 * @param fields the fields of a STRUCT, else null
 * @param memberSchema the elements of an ARRAY or the values of a MAP, else null
 * @param parameters {@code precision} and {@code scale} of a DECIMAL; absent for all others
 */
public record SchemaInfo(
        String type,
        @JsonSetter(nulls = Nulls.SET) @Nullable List<FieldInfo> fields,
        @Nullable SchemaInfo memberSchema,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET)
                @Nullable SequencedMap<String, Object> parameters) {

    /** Returns KSQL's text of the type, such as {@code ARRAY<DECIMAL(10, 2)>}. */
    public String text() {
        return switch (type) {
            case "DECIMAL" ->
                    parameters == null
                            ? type
                            : "DECIMAL(%s, %s)"
                                    .formatted(
                                            parameters.get("precision"), parameters.get("scale"));
            case "ARRAY" -> "ARRAY<" + member() + ">";
            case "MAP" -> "MAP<STRING, " + member() + ">";
            case "STRUCT" -> "STRUCT<" + children() + ">";
            default -> type;
        };
    }

    private String member() {
        return memberSchema == null ? "?" : memberSchema.text();
    }

    private String children() {
        return fields == null
                ? ""
                : String.join(
                        ", ",
                        fields.stream()
                                .map(field -> field.name() + " " + field.schema().text())
                                .toList());
    }
}
