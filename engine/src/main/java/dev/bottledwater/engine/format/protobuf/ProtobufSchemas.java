// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf;

import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.engine.format.protobuf.schema.Field;
import dev.bottledwater.engine.format.protobuf.schema.Field.Label;
import dev.bottledwater.engine.format.protobuf.schema.FieldType;
import dev.bottledwater.engine.format.protobuf.schema.FieldType.OfMessage;
import dev.bottledwater.engine.format.protobuf.schema.Message;
import dev.bottledwater.engine.format.protobuf.schema.ProtoSchema;
import dev.bottledwater.engine.format.protobuf.schema.ScalarType;
import dev.bottledwater.engine.format.protobuf.schema.WellKnownTypes;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The Protobuf schemas of columns, as KSQL and Kafka Connect write them, so that their subjects can
 * go on: fields are numbered in the order of the columns, messages are named {@code
 * ConnectDefault1} and so on, and a map is repeated messages of a key and a value.
 */
public final class ProtobufSchemas {
    private static final String NAME = "ConnectDefault";

    private final NullableRepresentation nullable;
    private int messages;

    /** How a column of a scalar type can be null. */
    private enum NullableRepresentation {
        /** It can't: null is the type's default value. */
        NONE,
        OPTIONAL,
        WRAPPER;

        static NullableRepresentation of(FormatSpec format) {
            return format.property(FormatSpec.NULLABLE_REPRESENTATION)
                    .map(
                            text ->
                                    switch (text) {
                                        case "optional" -> OPTIONAL;
                                        case "wrapper" -> WRAPPER;
                                        default -> NONE;
                                    })
                    .orElse(NONE);
        }
    }

    private ProtobufSchemas(NullableRepresentation nullable) {
        this.nullable = nullable;
    }

    /**
     * The schema of rows of the layout, whose message is the first one.
     *
     * @throws UnusableSchemaException when Protobuf can't hold the columns
     */
    public static ProtoSchema of(RecordLayout layout) {
        var columns =
                layout.columns().stream().map(c -> new SqlType.Field(c.name(), c.type())).toList();
        var schemas = new ProtobufSchemas(NullableRepresentation.of(layout.format()));
        var name =
                layout.format().property(FormatSpec.FULL_SCHEMA_NAME).orElseGet(schemas::nextName);
        int dot = name.lastIndexOf('.');
        return ProtoSchema.of(
                dot < 0 ? "" : name.substring(0, dot), schemas.message(name, columns));
    }

    private String nextName() {
        messages++;
        return NAME + messages;
    }

    private Message message(String fullName, List<SqlType.Field> columns) {
        var fields = new ArrayList<Field>();
        var nested = new ArrayList<Message>();
        for (var column : columns) {
            fields.add(field(column.name(), fields.size() + 1, column.type(), fullName, nested));
        }
        return new Message(fullName, fields, List.of(), nested, false);
    }

    private Field field(
            String name, int number, SqlType type, String within, List<Message> nested) {
        return switch (type) {
            case SqlType.Array(var element) -> {
                if (element instanceof SqlType.Array || element instanceof SqlType.Map) {
                    throw new UnusableSchemaException(
                            "Protobuf can't hold an ARRAY whose elements are %s: `%s`"
                                    .formatted(
                                            element instanceof SqlType.Map ? "MAPs" : "ARRAYs",
                                            name));
                }
                var single = field(name, number, element, within, nested);
                yield Field.of(name, number, single.type(), Label.REPEATED)
                        .withParams(single.params());
            }
            case SqlType.Map map ->
                    Field.of(name, number, entry(map, within, nested), Label.REPEATED);
            case SqlType.Struct(var fields) -> {
                var fullName = within + "." + nextName();
                nested.add(message(fullName, fields));
                yield Field.of(name, number, new OfMessage(fullName), label());
            }
            case SqlType.Decimal(int precision, int scale) ->
                    Field.of(name, number, new OfMessage(WellKnownTypes.DECIMAL), label())
                            .withParams(
                                    Map.of(
                                            "precision",
                                            String.valueOf(precision),
                                            "scale",
                                            String.valueOf(scale)));
            case Primitive primitive -> Field.of(name, number, primitive(primitive), label());
        };
    }

    private OfMessage entry(SqlType.Map type, String within, List<Message> nested) {
        if (type.key() != Primitive.STRING) {
            throw new UnusableSchemaException(
                    "PROTOBUF format only supports MAP types with STRING keys");
        }
        var fullName = within + "." + nextName() + "Entry";
        var inner = new ArrayList<Message>();
        var fields =
                List.of(
                        field("key", 1, type.key(), fullName, inner),
                        field("value", 2, type.value(), fullName, inner));
        nested.add(new Message(fullName, fields, List.of(), inner, true));
        return new OfMessage(fullName);
    }

    private Label label() {
        return nullable == NullableRepresentation.OPTIONAL ? Label.OPTIONAL : Label.IMPLICIT;
    }

    private FieldType primitive(Primitive type) {
        return switch (type) {
            case BOOLEAN -> scalar(ScalarType.BOOL);
            case INTEGER -> scalar(ScalarType.INT32);
            case BIGINT -> scalar(ScalarType.INT64);
            case DOUBLE -> scalar(ScalarType.DOUBLE);
            case STRING -> scalar(ScalarType.STRING);
            case BYTES -> scalar(ScalarType.BYTES);
            case DATE -> new OfMessage(WellKnownTypes.DATE);
            case TIME -> new OfMessage(WellKnownTypes.TIME);
            case TIMESTAMP -> new OfMessage(WellKnownTypes.TIMESTAMP);
        };
    }

    private FieldType scalar(ScalarType scalar) {
        return nullable == NullableRepresentation.WRAPPER
                ? new OfMessage(WellKnownTypes.wrapper(scalar))
                : scalar;
    }
}
