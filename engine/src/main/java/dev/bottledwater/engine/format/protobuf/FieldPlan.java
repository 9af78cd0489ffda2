// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf;

import dev.bottledwater.engine.format.protobuf.schema.Field;
import dev.bottledwater.engine.format.protobuf.schema.FieldType;
import dev.bottledwater.engine.format.protobuf.schema.Message;
import dev.bottledwater.engine.format.protobuf.schema.ProtoSchema;
import dev.bottledwater.engine.format.protobuf.schema.WireType;
import dev.bottledwater.sql.type.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a field becomes a value of a SQL type.
 *
 * @param absent the value where the field isn't there: an empty list or map tells that occurrences
 *     are collected in one
 */
record FieldPlan(FieldReader reader, @Nullable Object absent) {

    /**
     * The plan of a field; one of another type can only be absent.
     *
     * @param path where in the row the value is, for errors
     */
    static FieldPlan of(SqlType type, Field field, ProtoSchema schema, String path) {
        var fitting =
                field.repeated()
                        ? repeated(type, field, schema, path)
                        : single(type, field, schema, path);
        return fitting.orElseGet(
                () ->
                        new FieldPlan(
                                FieldReader.mismatch(
                                        "%s: expected %s but the Protobuf schema has %s"
                                                .formatted(
                                                        path, type, ProtobufTypes.describe(field))),
                                null));
    }

    private static Optional<FieldPlan> single(
            SqlType type, Field field, ProtoSchema schema, String path) {
        var value = ValueReader.of(type, field.type(), path);
        if (value.isPresent()) {
            var reader = FieldReader.single(value.get(), WireType.of(field.type()), path);
            return Optional.of(new FieldPlan(reader, absent(value.get(), field)));
        }
        return message(type, field.type(), schema, path)
                .map(m -> new FieldPlan(FieldReader.struct(m, path), null));
    }

    private static @Nullable Object absent(ValueReader value, Field field) {
        var given = field.defaultValue();
        if (given != null) {
            return ProtoLiterals.value(given, field.type(), value);
        }
        return field.hasPresence() ? null : ProtoLiterals.zero(field.type(), value);
    }

    private static Optional<FieldPlan> repeated(
            SqlType type, Field field, ProtoSchema schema, String path) {
        return switch (type) {
            case SqlType.Array(var element) -> {
                var place = path + "[…]";
                var value = ValueReader.of(element, field.type(), place);
                if (value.isPresent()) {
                    int wireType = WireType.of(field.type());
                    yield Optional.of(
                            new FieldPlan(
                                    FieldReader.repeated(value.get(), wireType, place), List.of()));
                }
                yield message(element, field.type(), schema, place)
                        .map(m -> new FieldPlan(FieldReader.repeatedStruct(m, place), List.of()));
            }
            case SqlType.Map(var key, var value) ->
                    entry(field.type(), schema)
                            .map(
                                    entry ->
                                            new MessageReader(
                                                    entry,
                                                    List.of(
                                                            new SqlType.Field("key", key),
                                                            new SqlType.Field("value", value)),
                                                    schema,
                                                    path + "[…]"))
                            .map(m -> new FieldPlan(FieldReader.map(m, path), Map.of()));
            case SqlType.Primitive _, SqlType.Decimal _, SqlType.Struct _ -> Optional.empty();
        };
    }

    private static Optional<MessageReader> message(
            SqlType type, FieldType field, ProtoSchema schema, String path) {
        return type instanceof SqlType.Struct(var fields)
                        && field instanceof FieldType.OfMessage(var name)
                ? schema.find(name).map(m -> new MessageReader(m, fields, schema, path))
                : Optional.empty();
    }

    /** A message of a key and a value, whether the schema says that it is a map or not. */
    private static Optional<Message> entry(FieldType type, ProtoSchema schema) {
        return type instanceof FieldType.OfMessage(var name)
                ? schema.find(name)
                        .filter(
                                m ->
                                        m.mapEntry()
                                                || m.fields().size() == 2
                                                        && has(m, "key")
                                                        && has(m, "value"))
                : Optional.empty();
    }

    private static boolean has(Message message, String name) {
        return message.fields().stream().anyMatch(f -> f.name().equals(name));
    }
}
