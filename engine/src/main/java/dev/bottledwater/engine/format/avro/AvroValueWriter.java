// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.avro;

import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.StructValue;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Encodes values of one SQL type, and null, with one Avro schema. */
@FunctionalInterface
interface AvroValueWriter {

    /**
     * @throws RowFormatException when the schema doesn't take the value
     */
    void write(AvroOutput out, @Nullable Object value);

    /** Encodes what is not null. */
    @FunctionalInterface
    interface NotNull {
        void write(AvroOutput out, Object value);
    }

    /**
     * The writer of a field. Null is written as the field's default where the schema has no null.
     *
     * @throws UnusableSchemaException when the schema can't hold the type
     */
    static AvroValueWriter of(SqlType type, Schema.Field field, String path) {
        var writer = of(type, field.schema(), path);
        if (nullIndex(field.schema()) >= 0 || !field.hasDefaultValue()) {
            return writer;
        }
        var encoded = defaultValue(field);
        return (out, value) -> {
            if (value == null) {
                out.writeFixed(encoded);
            } else {
                writer.write(out, value);
            }
        };
    }

    /**
     * The writer of a field that there is no column for.
     *
     * @throws UnusableSchemaException when the field has neither a default nor null
     */
    static AvroValueWriter missing(Schema.Field field, String path) {
        if (field.hasDefaultValue()) {
            var encoded = defaultValue(field);
            return (out, _) -> out.writeFixed(encoded);
        }
        int index = nullIndex(field.schema());
        if (index < 0) {
            throw new UnusableSchemaException(
                    "the Avro schema requires %s, which no column gives and which has no default"
                            .formatted(path));
        }
        return (out, _) -> out.writeLong(index);
    }

    /**
     * The writer of a type.
     *
     * @param path where in the row the value is, for errors
     * @throws UnusableSchemaException when the schema can't hold the type
     */
    static AvroValueWriter of(SqlType type, Schema schema, String path) {
        if (schema.getType() == Schema.Type.UNION) {
            return union(type, schema, path);
        }
        var writer = notNull(type, schema, path);
        return (out, value) -> {
            if (value == null) {
                throw notNull(path);
            }
            writer.write(out, value);
        };
    }

    private static RowFormatException notNull(String path) {
        return new RowFormatException(path + " is null, which its Avro schema does not allow");
    }

    private static NotNull notNull(SqlType type, Schema schema, String path) {
        return fitting(type, schema, path)
                .orElseThrow(
                        () ->
                                new UnusableSchemaException(
                                        "%s is %s, but the Avro schema has %s"
                                                .formatted(
                                                        path, type, AvroTypes.describe(schema))));
    }

    private static Optional<NotNull> fitting(SqlType type, Schema schema, String path) {
        return switch (type) {
            case SqlType.Primitive primitive -> AvroScalarWriters.of(primitive, schema, path);
            case SqlType.Decimal decimal -> AvroScalarWriters.of(decimal, schema, path);
            case SqlType.Array(var element) ->
                    schema.getType() == Schema.Type.ARRAY
                            ? Optional.of(array(of(element, schema.getElementType(), path + "[…]")))
                            : Optional.empty();
            case SqlType.Map map -> map(map, schema, path + "[…]");
            case SqlType.Struct(var fields) -> {
                if (schema.getType() != Schema.Type.RECORD) {
                    yield Optional.empty();
                }
                var record = new AvroRecordWriter(schema, fields, path);
                yield Optional.of(
                        (out, value) -> {
                            var struct = (StructValue) value;
                            record.write(out, struct::get);
                        });
            }
        };
    }

    private static NotNull array(AvroValueWriter element) {
        return (out, value) -> {
            var list = (List<?>) value;
            if (!list.isEmpty()) {
                out.writeLong(list.size());
                for (var e : list) {
                    element.write(out, e);
                }
            }
            out.writeLong(0);
        };
    }

    private static Optional<NotNull> map(SqlType.Map type, Schema schema, String path) {
        return switch (schema.getType()) {
            case MAP -> {
                if (type.key() != SqlType.Primitive.STRING) {
                    yield Optional.empty();
                }
                yield Optional.of(
                        entries(
                                of(type.key(), Schema.create(Schema.Type.STRING), path),
                                of(type.value(), schema.getValueType(), path)));
            }
            case ARRAY -> {
                var entry = schema.getElementType();
                if (!AvroTypes.hasKeyAndValue(entry) || entry.getField("key").pos() != 0) {
                    yield Optional.empty();
                }
                yield Optional.of(
                        entries(
                                of(type.key(), entry.getField("key").schema(), path),
                                of(type.value(), entry.getField("value").schema(), path)));
            }
            default -> Optional.empty();
        };
    }

    private static NotNull entries(AvroValueWriter key, AvroValueWriter value) {
        return (out, v) -> {
            var map = (Map<?, ?>) v;
            if (!map.isEmpty()) {
                out.writeLong(map.size());
                for (var entry : map.entrySet()) {
                    key.write(out, entry.getKey());
                    value.write(out, entry.getValue());
                }
            }
            out.writeLong(0);
        };
    }

    private static AvroValueWriter union(SqlType type, Schema schema, String path) {
        int nullIndex = nullIndex(schema);
        var writer = branch(type, schema, path);
        return (out, value) -> {
            if (value != null) {
                writer.write(out, value);
            } else if (nullIndex >= 0) {
                out.writeLong(nullIndex);
            } else {
                throw notNull(path);
            }
        };
    }

    /** The first branch that holds the type; a struct that stands for the union says which. */
    private static NotNull branch(SqlType type, Schema schema, String path) {
        int[] fields = AvroTypes.unionFields(type, schema);
        if (fields.length > 0 && type instanceof SqlType.Struct(var named)) {
            return branches(fields, named, schema, path);
        }
        for (int i = 0; i < schema.getTypes().size(); i++) {
            var candidate = schema.getTypes().get(i);
            var writer =
                    candidate.getType() == Schema.Type.NULL
                            ? Optional.<NotNull>empty()
                            : fitting(type, candidate, path);
            if (writer.isPresent()) {
                int index = i;
                return (out, value) -> {
                    out.writeLong(index);
                    writer.get().write(out, value);
                };
            }
        }
        throw new UnusableSchemaException(
                "%s is %s, but the Avro schema has no such type in its union"
                        .formatted(path, type));
    }

    private static NotNull branches(
            int[] fields, List<SqlType.Field> named, Schema schema, String path) {
        var writers =
                IntStream.range(0, fields.length)
                        .mapToObj(
                                i ->
                                        fields[i] < 0
                                                ? null
                                                : of(
                                                        named.get(fields[i]).type(),
                                                        schema.getTypes().get(i),
                                                        path))
                        .toArray(AvroValueWriter[]::new);
        return (out, value) -> {
            var struct = (StructValue) value;
            for (int i = 0; i < fields.length; i++) {
                var field = fields[i] < 0 ? null : struct.get(fields[i]);
                if (field != null) {
                    out.writeLong(i);
                    writers[i].write(out, field);
                    return;
                }
            }
            throw new RowFormatException(
                    path + " has no field that is not null, so that its Avro type is not known");
        };
    }

    private static int nullIndex(Schema schema) {
        return schema.getType() == Schema.Type.UNION
                ? schema.getTypes().stream().map(Schema::getType).toList().indexOf(Schema.Type.NULL)
                : -1;
    }

    private static byte[] defaultValue(Schema.Field field) {
        var bytes = new ByteArrayOutputStream();
        try {
            var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
            new GenericDatumWriter<@Nullable Object>(field.schema())
                    .write(GenericData.get().getDefaultValue(field), encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
