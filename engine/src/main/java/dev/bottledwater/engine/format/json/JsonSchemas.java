// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.json;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.registry.SchemaText;
import dev.bottledwater.engine.registry.SchemaType;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import java.util.List;

/**
 * The JSON Schemas of columns, as KSQL and Kafka Connect write them, so that their subjects can go
 * on: everything but a row may be null, Connect's types stand beside JSON's, and {@code
 * connect.index} keeps the order of columns, which JSON's objects don't have.
 */
final class JsonSchemas {
    static final String INDEX = "connect.index";
    static final String TYPE = "connect.type";
    static final String PARAMETERS = "connect.parameters";
    static final String PRECISION = "connect.decimal.precision";
    static final String LOGICAL = "org.apache.kafka.connect.data.";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonSchemas() {}

    /** The schema of rows of the layout as the registry has it. */
    static SchemaText text(RecordLayout layout) {
        return SchemaText.of(SchemaType.JSON, of(layout).toString());
    }

    private static ObjectNode of(RecordLayout layout) {
        return layout.unwrapped()
                ? nullable(type(layout.columns().getFirst().type()))
                : object(
                        layout.columns().stream()
                                .map(c -> new SqlType.Field(c.name(), c.type()))
                                .toList());
    }

    private static ObjectNode object(List<SqlType.Field> fields) {
        var object = named("object");
        var properties = object.putObject("properties");
        for (int i = 0; i < fields.size(); i++) {
            var property = properties.putObject(fields.get(i).name());
            property.put(INDEX, i);
            property.setAll(nullable(type(fields.get(i).type())));
        }
        return object;
    }

    private static ObjectNode nullable(ObjectNode type) {
        var union = NODES.objectNode();
        union.putArray("oneOf").add(named("null")).add(type);
        return union;
    }

    private static ObjectNode type(SqlType type) {
        return switch (type) {
            case Primitive primitive -> primitive(primitive);
            case SqlType.Decimal(int precision, int scale) -> {
                var schema = logical("number", "bytes", "Decimal");
                schema.putObject(PARAMETERS)
                        .put("scale", String.valueOf(scale))
                        .put(PRECISION, String.valueOf(precision));
                yield schema;
            }
            case SqlType.Array(var element) -> {
                var schema = named("array");
                schema.set("items", nullable(type(element)));
                yield schema;
            }
            case SqlType.Map(_, var value) -> {
                var schema = named("object").put(TYPE, "map");
                schema.set("additionalProperties", nullable(type(value)));
                yield schema;
            }
            case SqlType.Struct(var fields) -> object(fields);
        };
    }

    private static ObjectNode primitive(Primitive type) {
        return switch (type) {
            case BOOLEAN -> named("boolean");
            case INTEGER -> named("integer").put(TYPE, "int32");
            case BIGINT -> named("integer").put(TYPE, "int64");
            case DOUBLE -> named("number").put(TYPE, "float64");
            case STRING -> named("string");
            case BYTES -> named("string").put(TYPE, "bytes");
            case DATE -> logical("integer", "int32", "Date");
            case TIME -> logical("integer", "int32", "Time");
            case TIMESTAMP -> logical("integer", "int64", "Timestamp");
        };
    }

    private static ObjectNode logical(String type, String connectType, String name) {
        return named(type)
                .put("title", LOGICAL + name)
                .put("connect.version", 1)
                .put(TYPE, connectType);
    }

    private static ObjectNode named(String type) {
        return NODES.objectNode().put("type", type);
    }
}
