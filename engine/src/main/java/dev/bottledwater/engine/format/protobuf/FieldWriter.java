// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf;

import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.engine.format.protobuf.schema.Field;
import dev.bottledwater.engine.format.protobuf.schema.Message;
import dev.bottledwater.engine.format.protobuf.schema.ProtoSchema;
import dev.bottledwater.engine.format.protobuf.schema.WireType;
import dev.bottledwater.sql.type.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Encodes a field with its tag, or leaves it out. */
@FunctionalInterface
interface FieldWriter {

    /**
     * @throws RowFormatException when the field doesn't take the value
     */
    void write(ProtoOutput out, @Nullable Object value);

    /**
     * The writer of a field. Null is left out, as an element of a list it is the default of the
     * field's type.
     *
     * @param path where in the row the value is, for errors
     * @throws UnusableSchemaException when the field can't hold the type
     */
    static FieldWriter of(SqlType type, Field field, ProtoSchema schema, String path) {
        var writer =
                switch (type) {
                    case SqlType.Array(var element) ->
                            field.repeated()
                                    ? ValueWriter.of(element, field.type(), schema, path + "[…]")
                                            .map(w -> repeated(field, w))
                                    : Optional.<FieldWriter>empty();
                    case SqlType.Map map ->
                            field.repeated()
                                    ? schema.mapEntry(field.type())
                                            .map(e -> entries(map, field, e, schema, path))
                                    : Optional.<FieldWriter>empty();
                    case SqlType.Primitive _, SqlType.Decimal _, SqlType.Struct _ ->
                            field.repeated()
                                    ? Optional.<FieldWriter>empty()
                                    : ValueWriter.of(type, field.type(), schema, path)
                                            .map(w -> single(field, w, path));
                };
        return writer.orElseThrow(
                () ->
                        new UnusableSchemaException(
                                "%s is %s, but the Protobuf schema has %s"
                                        .formatted(path, type, ProtobufTypes.describe(field))));
    }

    private static int tag(Field field) {
        return field.number() << 3 | WireType.of(field.type());
    }

    private static FieldWriter single(Field field, ValueWriter writer, String path) {
        int tag = tag(field);
        if (!field.hasPresence()) {
            return (out, value) -> {
                if (value != null) {
                    out.writeUnlessZero(tag, writer, value);
                }
            };
        }
        boolean required = field.label() == Field.Label.REQUIRED;
        return (out, value) -> {
            if (value != null) {
                out.writeVarint(tag);
                writer.write(out, value);
            } else if (required) {
                throw new RowFormatException(
                        path + " is NULL, but the Protobuf schema requires a value");
            }
        };
    }

    private static FieldWriter repeated(Field field, ValueWriter writer) {
        int wireType = WireType.of(field.type());
        if (!field.packed()) {
            int tag = tag(field);
            return (out, value) -> {
                if (value != null) {
                    for (var element : (List<?>) value) {
                        out.writeVarint(tag);
                        element(out, element, writer, wireType);
                    }
                }
            };
        }
        int tag = field.number() << 3 | WireType.LENGTH_DELIMITED;
        return (out, value) -> {
            if (value != null && !((List<?>) value).isEmpty()) {
                out.writeVarint(tag);
                int start = out.enter();
                for (var element : (List<?>) value) {
                    element(out, element, writer, wireType);
                }
                out.leave(start);
            }
        };
    }

    private static void element(
            ProtoOutput out, @Nullable Object element, ValueWriter writer, int wireType) {
        if (element == null) {
            out.writeZero(wireType);
        } else {
            writer.write(out, element);
        }
    }

    private static FieldWriter entries(
            SqlType.Map type, Field field, Message entry, ProtoSchema schema, String path) {
        int tag = tag(field);
        var place = path + "[…]";
        var key = of(type.key(), entry.fields().get(0), schema, place);
        var value = of(type.value(), entry.fields().get(1), schema, place);
        return (out, map) -> {
            if (map != null) {
                for (var e : ((Map<?, ?>) map).entrySet()) {
                    out.writeVarint(tag);
                    int start = out.enter();
                    key.write(out, e.getKey());
                    value.write(out, e.getValue());
                    out.leave(start);
                }
            }
        };
    }
}
