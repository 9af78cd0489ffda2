// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.avro;

import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.engine.registry.SchemaText;
import dev.bottledwater.engine.registry.SchemaType;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The Avro schemas of columns, as KSQL and Kafka Connect write them, so that their subjects can go
 * on: every field may be null and is by default, a map is an array of entries, and Connect's names
 * of records and logical types are there as properties.
 */
final class AvroSchemas {
    /** The property of a record that is an entry of a map. */
    static final String INTERNAL_TYPE = "connect.internal.type";

    static final String MAP_ENTRY = "MapEntry";

    private static final String DEFAULT_NAME =
            "io.confluent.ksql.avro_schemas.KsqlDataSourceSchema";
    private static final String NAME = "connect.name";
    private static final String VERSION = "connect.version";
    private static final String LOGICAL = "org.apache.kafka.connect.data.";

    private AvroSchemas() {}

    /**
     * The schema of rows of the layout.
     *
     * @throws UnusableSchemaException in KSQL's words when Avro can't hold the columns
     */
    static Schema of(RecordLayout layout) {
        var name = layout.format().property(FormatSpec.FULL_SCHEMA_NAME).orElse(DEFAULT_NAME);
        try {
            return layout.unwrapped()
                    ? type(layout.columns().getFirst().type(), name)
                    : record(
                            name,
                            layout.columns().stream()
                                    .map(c -> new SqlType.Field(c.name(), c.type()))
                                    .toList());
        } catch (AvroRuntimeException e) {
            throw new UnusableSchemaException(
                    "Schema is not compatible with Avro: " + e.getMessage());
        }
    }

    /** The schema of rows of the layout as the registry has it. */
    static SchemaText text(RecordLayout layout) {
        return SchemaText.of(SchemaType.AVRO, of(layout).toString());
    }

    private static Schema record(String fullName, List<SqlType.Field> fields) {
        int dot = fullName.lastIndexOf('.');
        var record =
                Schema.createRecord(
                        fullName.substring(dot + 1),
                        null,
                        dot < 0 ? null : fullName.substring(0, dot),
                        false);
        var made = new ArrayList<Schema.Field>();
        for (var field : fields) {
            made.add(optional(field.name(), type(field.type(), fullName + "_" + field.name())));
        }
        record.setFields(made);
        record.addProp(NAME, fullName);
        return record;
    }

    private static Schema.Field optional(String name, Schema type) {
        return new Schema.Field(name, nullable(type), null, Schema.Field.NULL_DEFAULT_VALUE);
    }

    private static Schema nullable(Schema type) {
        return Schema.createUnion(Schema.create(Schema.Type.NULL), type);
    }

    /**
     * @param name the full name of a record at this place, unique within the schema
     */
    private static Schema type(SqlType type, String name) {
        return switch (type) {
            case Primitive primitive -> primitive(primitive);
            case SqlType.Decimal(int precision, int scale) -> {
                var schema =
                        logical(
                                Schema.Type.BYTES,
                                LogicalTypes.decimal(precision, scale),
                                "Decimal");
                schema.addProp(
                        "connect.parameters",
                        Map.of(
                                "scale",
                                String.valueOf(scale),
                                "connect.decimal.precision",
                                String.valueOf(precision)));
                yield schema;
            }
            case SqlType.Array(var element) -> Schema.createArray(nullable(type(element, name)));
            case SqlType.Struct(var fields) -> record(name, fields);
            case SqlType.Map(var key, var value) -> {
                if (key != Primitive.STRING) {
                    throw new UnusableSchemaException("Avro only supports MAPs with STRING keys");
                }
                yield Schema.createArray(entry(value, name));
            }
        };
    }

    private static Schema entry(SqlType value, String name) {
        int dot = name.lastIndexOf('.');
        var entry =
                Schema.createRecord(
                        name.substring(dot + 1),
                        null,
                        dot < 0 ? null : name.substring(0, dot),
                        false);
        entry.setFields(
                List.of(
                        optional("key", Schema.create(Schema.Type.STRING)),
                        optional("value", type(value, name + "_MapValue"))));
        entry.addProp(INTERNAL_TYPE, MAP_ENTRY);
        return entry;
    }

    private static Schema primitive(Primitive type) {
        return switch (type) {
            case BOOLEAN -> Schema.create(Schema.Type.BOOLEAN);
            case INTEGER -> Schema.create(Schema.Type.INT);
            case BIGINT -> Schema.create(Schema.Type.LONG);
            case DOUBLE -> Schema.create(Schema.Type.DOUBLE);
            case STRING -> Schema.create(Schema.Type.STRING);
            case BYTES -> Schema.create(Schema.Type.BYTES);
            case DATE -> logical(Schema.Type.INT, LogicalTypes.date(), "Date");
            case TIME -> logical(Schema.Type.INT, LogicalTypes.timeMillis(), "Time");
            case TIMESTAMP ->
                    logical(Schema.Type.LONG, LogicalTypes.timestampMillis(), "Timestamp");
        };
    }

    private static Schema logical(Schema.Type type, LogicalType logical, String connectName) {
        var schema = Schema.create(type);
        schema.addProp(VERSION, 1);
        schema.addProp(NAME, LOGICAL + connectName);
        return logical.addToSchema(schema);
    }
}
