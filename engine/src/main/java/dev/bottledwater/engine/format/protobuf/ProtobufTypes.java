// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf;

import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.engine.format.protobuf.schema.Field;
import dev.bottledwater.engine.format.protobuf.schema.FieldType;
import dev.bottledwater.engine.format.protobuf.schema.Message;
import dev.bottledwater.engine.format.protobuf.schema.ProtoSchema;
import dev.bottledwater.engine.format.protobuf.schema.ScalarType;
import dev.bottledwater.engine.format.protobuf.schema.WellKnownTypes;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The SQL types of Protobuf's: unsigned 32-bit numbers are BIGINT, float is DOUBLE, enum is STRING,
 * a wrapper is what it wraps, and a oneof is a STRUCT whose name is that of the oneof with its
 * index, as Kafka Connect has it. What has no SQL type, and a message within itself, is left out.
 */
final class ProtobufTypes {
    private static final int CONNECT_PRECISION = 64;

    private ProtobufTypes() {}

    /**
     * A message as a struct.
     *
     * @throws UnusableSchemaException when no field is left
     */
    static SqlType of(Message message, ProtoSchema schema) {
        return struct(message, schema, new HashSet<>())
                .orElseThrow(
                        () ->
                                new UnusableSchemaException(
                                        "the Protobuf message %s has no field that SQL has a type for"
                                                .formatted(message.fullName())));
    }

    /** The type that a scalar naturally is. */
    static SqlType of(ScalarType scalar) {
        return switch (scalar) {
            case DOUBLE, FLOAT -> Primitive.DOUBLE;
            case INT32, SINT32, SFIXED32 -> Primitive.INTEGER;
            case INT64, SINT64, SFIXED64, UINT32, FIXED32, UINT64, FIXED64 -> Primitive.BIGINT;
            case BOOL -> Primitive.BOOLEAN;
            case STRING -> Primitive.STRING;
            case BYTES -> Primitive.BYTES;
        };
    }

    private static Optional<SqlType> struct(
            Message message, ProtoSchema schema, Set<String> within) {
        if (!within.add(message.fullName())) {
            return Optional.empty();
        }
        var fields = new ArrayList<SqlType.Field>();
        for (int i = 0; i < message.oneofs().size(); i++) {
            int oneof = i;
            var branches = new ArrayList<SqlType.Field>();
            for (var field : message.fields()) {
                if (field.oneof() == oneof) {
                    type(field, schema, within)
                            .ifPresent(t -> branches.add(new SqlType.Field(field.name(), t)));
                }
            }
            if (!branches.isEmpty()) {
                fields.add(
                        new SqlType.Field(
                                message.oneofs().get(i) + "_" + i, new SqlType.Struct(branches)));
            }
        }
        for (var field : message.fields()) {
            if (field.oneof() < 0) {
                type(field, schema, within)
                        .ifPresent(t -> fields.add(new SqlType.Field(field.name(), t)));
            }
        }
        within.remove(message.fullName());
        return fields.isEmpty() ? Optional.empty() : Optional.of(new SqlType.Struct(fields));
    }

    private static Optional<SqlType> type(Field field, ProtoSchema schema, Set<String> within) {
        var entry = field.repeated() ? schema.mapEntry(field.type()) : Optional.<Message>empty();
        if (entry.isPresent()) {
            var parts = entry.get().fields();
            return type(parts.get(0), schema, within)
                    .flatMap(
                            key ->
                                    type(parts.get(1), schema, within)
                                            .map(value -> new SqlType.Map(key, value)));
        }
        var single =
                switch (field.type()) {
                    case ScalarType scalar -> Optional.of(of(scalar));
                    case FieldType.Enumeration _ -> Optional.<SqlType>of(Primitive.STRING);
                    case FieldType.OfMessage(var name) -> message(name, field, schema, within);
                };
        return field.repeated() ? single.map(SqlType.Array::new) : single;
    }

    private static Optional<SqlType> message(
            String name, Field field, ProtoSchema schema, Set<String> within) {
        return switch (name) {
            case WellKnownTypes.TIMESTAMP -> Optional.of(Primitive.TIMESTAMP);
            case WellKnownTypes.DATE -> Optional.of(Primitive.DATE);
            case WellKnownTypes.TIME -> Optional.of(Primitive.TIME);
            case WellKnownTypes.DECIMAL -> decimal(field.params());
            default ->
                    WellKnownTypes.wrapped(name)
                            .map(ProtobufTypes::of)
                            .or(() -> schema.find(name).flatMap(m -> struct(m, schema, within)));
        };
    }

    /** Precision and scale as Kafka Connect says them, else its defaults. */
    private static Optional<SqlType> decimal(Map<String, String> params) {
        try {
            return Optional.of(
                    new SqlType.Decimal(
                            Integer.parseInt(
                                    params.getOrDefault(
                                            "precision", String.valueOf(CONNECT_PRECISION))),
                            Integer.parseInt(params.getOrDefault("scale", "0"))));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** The index of the oneof that a struct of this name stands for; -1 for none. */
    static int oneof(Message message, String name) {
        for (int i = 0; i < message.oneofs().size(); i++) {
            if (name.equalsIgnoreCase(message.oneofs().get(i) + "_" + i)) {
                return i;
            }
        }
        return -1;
    }

    /** A field's type as sentences name it. */
    static String describe(Field field) {
        var type =
                switch (field.type()) {
                    case ScalarType scalar -> scalar.keyword();
                    case FieldType.Enumeration(var name, _) -> "enum " + name;
                    case FieldType.OfMessage(var name) -> "message " + name;
                };
        return field.repeated() ? field.label().name().toLowerCase(Locale.ROOT) + " " + type : type;
    }
}
