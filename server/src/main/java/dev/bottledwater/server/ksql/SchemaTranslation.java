// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql;

import dev.bottledwater.engine.result.StatementResult;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.wire.entity.FieldInfo;
import dev.bottledwater.wire.entity.SchemaInfo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Turns data types into the API's documents. */
final class SchemaTranslation {
    private SchemaTranslation() {}

    static SchemaInfo of(SqlType type) {
        return switch (type) {
            case SqlType.Primitive primitive -> new SchemaInfo(primitive.name(), null, null, null);
            case SqlType.Decimal(int precision, int scale) -> {
                SequencedMap<String, Object> parameters = new LinkedHashMap<>();
                parameters.put("precision", precision);
                parameters.put("scale", scale);
                yield new SchemaInfo("DECIMAL", null, null, parameters);
            }
            case SqlType.Array(SqlType element) -> new SchemaInfo("ARRAY", null, of(element), null);
            case SqlType.Map(SqlType _, SqlType value) ->
                    new SchemaInfo("MAP", null, of(value), null);
            case SqlType.Struct(List<SqlType.Field> fields) ->
                    new SchemaInfo(
                            "STRUCT",
                            fields.stream()
                                    .map(
                                            field ->
                                                    new FieldInfo(
                                                            field.name(),
                                                            of(field.type()),
                                                            null,
                                                            null))
                                    .toList(),
                            null,
                            null);
        };
    }

    static List<FieldInfo> fields(List<StatementResult.FieldInfo> fields) {
        return fields.stream()
                .map(
                        field ->
                                new FieldInfo(
                                        field.name(),
                                        of(field.type()),
                                        field.role(),
                                        field.headerKey()))
                .toList();
    }
}
