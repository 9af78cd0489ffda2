// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.record;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;

import dev.bottledwater.engine.format.WireFormat;
import dev.bottledwater.engine.format.protobuf.ParsedSchemas;
import dev.bottledwater.engine.format.protobuf.schema.Field;
import dev.bottledwater.engine.format.protobuf.schema.FieldType;
import dev.bottledwater.engine.format.protobuf.schema.Message;
import dev.bottledwater.engine.format.protobuf.schema.ProtoSchema;
import dev.bottledwater.engine.format.protobuf.schema.ScalarType;
import dev.bottledwater.engine.format.protobuf.schema.WellKnownTypes;
import dev.bottledwater.engine.registry.SchemaRegistry;
import dev.bottledwater.engine.registry.SchemaText;
import dev.bottledwater.testing.record.OutputValues.UnreadableOutputException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What messages hold (conformance format, section 6.1), read with Protobuf's own library. */
final class ProtobufOutputs {
    private final ProtoSchema schema;

    private ProtobufOutputs(ProtoSchema schema) {
        this.schema = schema;
    }

    /**
     * A message behind a registry's header.
     *
     * @throws UnreadableOutputException when the bytes aren't of the schema
     */
    static Map<String, @Nullable Object> read(
            byte[] data, SchemaText text, SchemaRegistry registry) {
        var schema = ParsedSchemas.parse(text, registry);
        var path = new ArrayList<Integer>();
        try {
            var indexes =
                    CodedInputStream.newInstance(
                            data, WireFormat.HEADER, data.length - WireFormat.HEADER);
            int count = indexes.readSInt32();
            for (int i = 0; i < count; i++) {
                path.add(indexes.readSInt32());
            }
            var message = schema.at(count == 0 ? List.of(0) : path);
            if (message.isPresent()) {
                int start = WireFormat.HEADER + indexes.getTotalBytesRead();
                return read(data, start, schema, message.get());
            }
        } catch (IOException e) {
            throw new UnreadableOutputException("The output has no message indexes: " + e);
        }
        throw new UnreadableOutputException("The output's schema has no message " + path);
    }

    /**
     * @throws UnreadableOutputException when the bytes aren't of the message
     */
    static Map<String, @Nullable Object> read(
            byte[] data, int start, ProtoSchema schema, Message message) {
        try {
            var bytes = ByteString.copyFrom(data, start, data.length - start);
            var read = DynamicMessage.parseFrom(ProtobufDescriptors.of(schema, message), bytes);
            var values = new ProtobufOutputs(schema).plain(read, message);
            // KSQL's own values of BYTES columns tell no empty ones
            values.replaceAll((_, v) -> v instanceof byte[] b && b.length == 0 ? null : v);
            return values;
        } catch (InvalidProtocolBufferException e) {
            throw new UnreadableOutputException("The output is no such message: " + e.getMessage());
        }
    }

    private Map<String, @Nullable Object> plain(com.google.protobuf.Message read, Message message) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < message.oneofs().size(); i++) {
            map.put(message.oneofs().get(i) + "_" + i, null);
        }
        for (var field : message.fields()) {
            var source = read.getDescriptorForType().findFieldByNumber(field.number());
            if (field.oneof() < 0) {
                map.put(field.name(), plain(read, field, source));
            } else if (read.hasField(source)) {
                var branches = new LinkedHashMap<String, @Nullable Object>();
                for (var other : message.fields()) {
                    if (other.oneof() == field.oneof()) {
                        branches.put(other.name(), null);
                    }
                }
                branches.put(field.name(), plain(read, field, source));
                map.put(message.oneofs().get(field.oneof()) + "_" + field.oneof(), branches);
            }
        }
        return map;
    }

    private @Nullable Object plain(
            com.google.protobuf.Message read, Field field, FieldDescriptor source) {
        if (!field.repeated()) {
            return source.hasPresence() && !read.hasField(source)
                    ? null
                    : plain(read.getField(source), field);
        }
        var elements = (List<?>) read.getField(source);
        var entry = schema.mapEntry(field.type());
        if (entry.isEmpty()) {
            var list = new ArrayList<@Nullable Object>();
            elements.forEach(e -> list.add(plain(e, field)));
            return list;
        }
        var map = new LinkedHashMap<@Nullable Object, @Nullable Object>();
        for (var element : elements) {
            var pair = plain((com.google.protobuf.Message) element, entry.get());
            map.put(pair.get("key"), pair.get("value"));
        }
        return map;
    }

    private @Nullable Object plain(Object value, Field field) {
        return switch (field.type()) {
            case ScalarType scalar -> plain(value, scalar);
            case FieldType.Enumeration(var name, _) ->
                    value.toString().substring(ProtobufDescriptors.flat(name).length() + 2);
            case FieldType.OfMessage(var name) -> {
                var parts = (com.google.protobuf.Message) value;
                yield switch (name) {
                    case WellKnownTypes.TIMESTAMP ->
                            number(parts, 1) * 1000 + number(parts, 2) / 1_000_000;
                    case WellKnownTypes.DATE ->
                            (int)
                                    LocalDate.of(
                                                    (int) number(parts, 1),
                                                    (int) number(parts, 2),
                                                    (int) number(parts, 3))
                                            .toEpochDay();
                    case WellKnownTypes.TIME ->
                            (int)
                                    (((number(parts, 1) * 60 + number(parts, 2)) * 60
                                                            + number(parts, 3))
                                                    * 1000
                                            + number(parts, 4) / 1_000_000);
                    case WellKnownTypes.DECIMAL ->
                            new BigDecimal(
                                    new BigInteger(((ByteString) part(parts, 1)).toByteArray()),
                                    (int) number(parts, 3));
                    default -> other(parts, (FieldType.OfMessage) field.type());
                };
            }
        };
    }

    private Object other(com.google.protobuf.Message value, FieldType.OfMessage type) {
        var wrapped = WellKnownTypes.wrapped(type.fullName());
        return wrapped.isPresent()
                ? plain(part(value, 1), wrapped.get())
                : plain(value, schema.find(type.fullName()).orElseThrow());
    }

    private static Object plain(Object value, ScalarType scalar) {
        return switch (scalar) {
            case FLOAT -> ((Float) value).doubleValue();
            case BYTES -> ((ByteString) value).toByteArray();
            case UINT32, FIXED32 -> Integer.toUnsignedLong((int) value);
            default -> value;
        };
    }

    private static Object part(com.google.protobuf.Message message, int field) {
        return message.getField(message.getDescriptorForType().findFieldByNumber(field));
    }

    private static long number(com.google.protobuf.Message message, int field) {
        return ((Number) part(message, field)).longValue();
    }
}
