// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;

import dev.bottledwater.engine.format.WireFormat;
import dev.bottledwater.engine.format.protobuf.ParsedSchemas;
import dev.bottledwater.engine.format.protobuf.schema.Field;
import dev.bottledwater.engine.format.protobuf.schema.FieldType;
import dev.bottledwater.engine.format.protobuf.schema.Message;
import dev.bottledwater.engine.format.protobuf.schema.ProtoSchema;
import dev.bottledwater.engine.format.protobuf.schema.ScalarType;
import dev.bottledwater.engine.format.protobuf.schema.WellKnownTypes;
import dev.bottledwater.engine.registry.RegisteredSchema;
import dev.bottledwater.engine.registry.SchemaRegistry;
import dev.bottledwater.sql.schema.FormatSpec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Base64;
import java.util.List;

/**
 * Messages from JSON nodes (conformance format, section 5), with those of Protobuf's own library.
 */
final class ProtobufInputs {
    private final ProtoSchema schema;

    private ProtobufInputs(ProtoSchema schema) {
        this.schema = schema;
    }

    /**
     * The bytes of the message that the format names, else of the schema's first, behind a
     * registry's header.
     *
     * @throws UnwritableInputException when the node doesn't fit it
     */
    static byte[] write(
            JsonNode node,
            RegisteredSchema registered,
            FormatSpec format,
            SchemaRegistry registry) {
        var schema = ParsedSchemas.parse(registered.schema(), registry);
        var message = ParsedSchemas.message(schema, format);
        var path = schema.path(message).orElseThrow();
        var bytes = new ByteArrayOutputStream();
        var header = new byte[WireFormat.HEADER];
        WireFormat.putHeader(header, registered.id());
        bytes.writeBytes(header);
        try {
            var indexes = CodedOutputStream.newInstance(bytes);
            if (path.equals(List.of(0))) {
                indexes.writeSInt32NoTag(0);
            } else {
                indexes.writeSInt32NoTag(path.size());
                for (int index : path) {
                    indexes.writeSInt32NoTag(index);
                }
            }
            indexes.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        bytes.writeBytes(write(node, schema, message));
        return bytes.toByteArray();
    }

    /**
     * The bytes of a message.
     *
     * @throws UnwritableInputException when the node doesn't fit it
     */
    static byte[] write(JsonNode node, ProtoSchema schema, Message message) {
        try {
            return new ProtobufInputs(schema)
                    .message(node, message, ProtobufDescriptors.of(schema, message))
                    .toByteArray();
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new UnwritableInputException(
                    "The input %s doesn't fit the Protobuf message %s: %s"
                            .formatted(node, message.fullName(), e.getMessage()));
        }
    }

    /** Members are found whatever their case. */
    private DynamicMessage message(JsonNode node, Message message, Descriptor descriptor) {
        if (!node.isObject()) {
            throw new IllegalArgumentException(node + " is no object");
        }
        var built = DynamicMessage.newBuilder(descriptor);
        for (var field : message.fields()) {
            var target = descriptor.findFieldByNumber(field.number());
            for (var entry : node.properties()) {
                if (entry.getKey().equalsIgnoreCase(field.name())) {
                    set(built, entry.getValue(), field, target);
                } else if (field.oneof() >= 0
                        && entry.getKey()
                                .equalsIgnoreCase(
                                        message.oneofs().get(field.oneof())
                                                + "_"
                                                + field.oneof())) {
                    for (var branch : entry.getValue().properties()) {
                        if (branch.getKey().equalsIgnoreCase(field.name())) {
                            set(built, branch.getValue(), field, target);
                        }
                    }
                }
            }
        }
        return built.build();
    }

    private void set(
            DynamicMessage.Builder built, JsonNode node, Field field, FieldDescriptor target) {
        if (node.isNull()) {
            return;
        }
        var entry = schema.mapEntry(field.type());
        if (field.repeated() && entry.isPresent()) {
            var parts = entry.get().fields();
            for (var e : node.properties()) {
                var pair = DynamicMessage.newBuilder(target.getMessageType());
                var key = com.fasterxml.jackson.databind.node.TextNode.valueOf(e.getKey());
                set(pair, key, parts.get(0), target.getMessageType().findFieldByNumber(1));
                set(pair, e.getValue(), parts.get(1), target.getMessageType().findFieldByNumber(2));
                built.addRepeatedField(target, pair.build());
            }
        } else if (field.repeated()) {
            node.forEach(n -> built.addRepeatedField(target, value(n, field, target)));
        } else {
            built.setField(target, value(node, field, target));
        }
    }

    private Object value(JsonNode node, Field field, FieldDescriptor target) {
        return switch (field.type()) {
            case ScalarType scalar -> scalar(node, scalar);
            case FieldType.Enumeration _ ->
                    target.getEnumType()
                            .findValueByName(target.getEnumType().getName() + "__" + node.asText());
            case FieldType.OfMessage(var name) -> {
                var descriptor = target.getMessageType();
                yield switch (name) {
                    case WellKnownTypes.TIMESTAMP -> {
                        long millis = node.longValue();
                        yield numbers(
                                descriptor,
                                Math.floorDiv(millis, 1000L),
                                Math.floorMod(millis, 1000L) * 1_000_000);
                    }
                    case WellKnownTypes.DATE -> {
                        var date = LocalDate.ofEpochDay(node.longValue());
                        yield numbers(
                                descriptor,
                                date.getYear(),
                                date.getMonthValue(),
                                date.getDayOfMonth());
                    }
                    case WellKnownTypes.TIME -> {
                        var time = LocalTime.ofNanoOfDay(node.longValue() * 1_000_000);
                        yield numbers(
                                descriptor,
                                time.getHour(),
                                time.getMinute(),
                                time.getSecond(),
                                time.getNano());
                    }
                    case WellKnownTypes.DECIMAL -> decimal(node, field, descriptor);
                    default -> other(node, (FieldType.OfMessage) field.type(), descriptor);
                };
            }
        };
    }

    private DynamicMessage other(JsonNode node, FieldType.OfMessage type, Descriptor descriptor) {
        var wrapped = WellKnownTypes.wrapped(type.fullName());
        return wrapped.isPresent()
                ? DynamicMessage.newBuilder(descriptor)
                        .setField(descriptor.findFieldByNumber(1), scalar(node, wrapped.get()))
                        .build()
                : message(node, schema.find(type.fullName()).orElseThrow(), descriptor);
    }

    private static Object scalar(JsonNode node, ScalarType scalar) {
        return switch (scalar) {
            case DOUBLE -> Double.parseDouble(node.asText());
            case FLOAT -> Float.parseFloat(node.asText());
            case INT32, SINT32, SFIXED32 -> new BigDecimal(node.asText()).intValueExact();
            case UINT32, FIXED32 -> (int) new BigDecimal(node.asText()).longValueExact();
            case INT64, UINT64, SINT64, FIXED64, SFIXED64 ->
                    new BigDecimal(node.asText()).longValueExact();
            case BOOL -> Boolean.parseBoolean(node.asText());
            case STRING -> node.isContainerNode() ? node.toString() : node.asText();
            case BYTES -> ByteString.copyFrom(Base64.getDecoder().decode(node.asText()));
        };
    }

    private static DynamicMessage numbers(Descriptor descriptor, long... values) {
        var built = DynamicMessage.newBuilder(descriptor);
        for (int i = 0; i < values.length; i++) {
            var field = descriptor.findFieldByNumber(i + 1);
            built.setField(
                    field,
                    field.getJavaType() == FieldDescriptor.JavaType.LONG
                            ? (Object) values[i]
                            : (Object) (int) values[i]);
        }
        return built.build();
    }

    private static DynamicMessage decimal(JsonNode node, Field field, Descriptor descriptor) {
        int scale = Integer.parseInt(field.params().getOrDefault("scale", "0"));
        int precision = Integer.parseInt(field.params().getOrDefault("precision", "64"));
        var value = new BigDecimal(node.asText()).setScale(scale, RoundingMode.UNNECESSARY);
        return DynamicMessage.newBuilder(descriptor)
                .setField(
                        descriptor.findFieldByNumber(1),
                        ByteString.copyFrom(value.unscaledValue().toByteArray()))
                .setField(descriptor.findFieldByNumber(2), precision)
                .setField(descriptor.findFieldByNumber(3), scale)
                .build();
    }
}
