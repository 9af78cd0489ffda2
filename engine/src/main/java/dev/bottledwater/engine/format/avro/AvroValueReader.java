// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.avro;

import dev.bottledwater.engine.eval.SqlText;
import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.sql.type.StructValue;

import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;

/** Decodes values of one SQL type that were written with one Avro schema. */
@FunctionalInterface
interface AvroValueReader {

    /**
     * The next value.
     *
     * @throws RowFormatException when it can't be one of the type
     */
    @Nullable Object read(AvroInput in);

    /**
     * The reader of a type. Where the schema is of another type, it fails on every value but null.
     *
     * @param path where in the row the value is, for errors
     */
    static AvroValueReader of(SqlType type, Schema schema, String path) {
        return switch (schema.getType()) {
            case NULL -> _ -> null;
            case UNION -> union(type, schema, path);
            default -> {
                var fitting = fitting(type, schema, path);
                yield fitting.orElseGet(() -> mismatch(type, schema, path));
            }
        };
    }

    private static Optional<AvroValueReader> fitting(SqlType type, Schema schema, String path) {
        return switch (type) {
            case Primitive.STRING -> Optional.of(text(schema, path));
            case Primitive primitive -> AvroScalars.reader(primitive, schema, path);
            case SqlType.Decimal decimal -> AvroScalars.reader(decimal, schema, path);
            case SqlType.Array(var element) ->
                    schema.getType() == Schema.Type.ARRAY
                            ? Optional.of(array(element, schema, path + "[…]"))
                            : Optional.empty();
            case SqlType.Map map -> map(map, schema, path + "[…]");
            case SqlType.Struct(var fields) ->
                    schema.getType() == Schema.Type.RECORD
                            ? Optional.of(struct(new AvroRecordReader(schema, fields, path)))
                            : Optional.empty();
        };
    }

    /** Strings as they are; anything else as CAST to STRING would have it. */
    private static AvroValueReader text(Schema schema, String path) {
        return switch (schema.getType()) {
            case STRING -> AvroInput::readString;
            case ENUM -> {
                var symbols = schema.getEnumSymbols().toArray(String[]::new);
                yield in -> symbols[in.readIndex(symbols.length)];
            }
            default -> {
                var type = AvroTypes.of(schema);
                var reader = of(type, schema, path);
                var text = SqlText.of(type);
                yield in -> {
                    var value = reader.read(in);
                    return value == null ? null : text.text(value);
                };
            }
        };
    }

    private static AvroValueReader array(SqlType type, Schema schema, String path) {
        var element = of(type, schema.getElementType(), path);
        return in -> {
            var list = new ArrayList<@Nullable Object>();
            for (long n = in.readBlock(); n > 0; n = in.readBlock()) {
                for (long i = 0; i < n; i++) {
                    list.add(element.read(in));
                }
            }
            return Collections.unmodifiableList(list);
        };
    }

    /** A map of Avro has strings as keys; one with others is an array of entries. */
    private static Optional<AvroValueReader> map(SqlType.Map type, Schema schema, String path) {
        return switch (schema.getType()) {
            case MAP -> {
                var key = of(type.key(), Schema.create(Schema.Type.STRING), path);
                yield Optional.of(
                        entries(in -> key.read(in), of(type.value(), schema.getValueType(), path)));
            }
            case ARRAY -> {
                var entry = schema.getElementType();
                if (!AvroTypes.hasKeyAndValue(entry)) {
                    yield Optional.empty();
                }
                var key = of(type.key(), entry.getField("key").schema(), path);
                var value = of(type.value(), entry.getField("value").schema(), path);
                yield Optional.of(
                        entry.getField("key").pos() == 0
                                ? entries(key, value)
                                : swapped(key, value));
            }
            default -> Optional.empty();
        };
    }

    private static AvroValueReader entries(AvroValueReader key, AvroValueReader value) {
        return in -> {
            var map = new LinkedHashMap<@Nullable Object, @Nullable Object>();
            for (long n = in.readBlock(); n > 0; n = in.readBlock()) {
                for (long i = 0; i < n; i++) {
                    map.put(key.read(in), value.read(in));
                }
            }
            return Collections.unmodifiableMap(map);
        };
    }

    private static AvroValueReader swapped(AvroValueReader key, AvroValueReader value) {
        return in -> {
            var map = new LinkedHashMap<@Nullable Object, @Nullable Object>();
            for (long n = in.readBlock(); n > 0; n = in.readBlock()) {
                for (long i = 0; i < n; i++) {
                    var read = value.read(in);
                    map.put(key.read(in), read);
                }
            }
            return Collections.unmodifiableMap(map);
        };
    }

    private static AvroValueReader struct(AvroRecordReader record) {
        return in -> {
            var values = new @Nullable Object[record.wanted()];
            record.read(in, values, 0);
            return StructValue.of(values);
        };
    }

    private static AvroValueReader union(SqlType type, Schema schema, String path) {
        int[] fields = AvroTypes.unionFields(type, schema);
        if (fields.length > 0 && type instanceof SqlType.Struct(var named)) {
            return branches(named.size(), fields, named, schema, path);
        }
        var readers =
                schema.getTypes().stream()
                        .map(branch -> of(type, branch, path))
                        .toArray(AvroValueReader[]::new);
        return in -> readers[in.readIndex(readers.length)].read(in);
    }

    /** A union as a struct: the field of the branch that the value is of has it. */
    private static AvroValueReader branches(
            int size,
            int[] fields,
            java.util.List<SqlType.Field> named,
            Schema schema,
            String path) {
        var readers = new AvroValueReader[fields.length];
        for (int i = 0; i < fields.length; i++) {
            var branch = schema.getTypes().get(i);
            var skipper = AvroSkipper.of(branch);
            readers[i] =
                    fields[i] < 0
                            ? in -> {
                                skipper.skip(in);
                                return null;
                            }
                            : of(
                                    named.get(fields[i]).type(),
                                    branch,
                                    path + "->`" + named.get(fields[i]).name() + "`");
        }
        return in -> {
            int branch = in.readIndex(readers.length);
            var value = readers[branch].read(in);
            if (value == null) {
                return null;
            }
            var values = new @Nullable Object[size];
            values[fields[branch]] = value;
            return StructValue.of(values);
        };
    }

    private static AvroValueReader mismatch(SqlType type, Schema schema, String path) {
        var message =
                "%s: expected %s but the Avro schema has %s"
                        .formatted(path, type, AvroTypes.describe(schema));
        return _ -> {
            throw new RowFormatException(message);
        };
    }
}
