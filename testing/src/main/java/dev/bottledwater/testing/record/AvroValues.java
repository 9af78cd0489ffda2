// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.record;

import com.fasterxml.jackson.databind.JsonNode;

import dev.bottledwater.engine.format.WireFormat;
import dev.bottledwater.engine.registry.RegisteredSchema;
import dev.bottledwater.engine.registry.SchemaText;
import dev.bottledwater.testing.record.OutputValues.UnreadableOutputException;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Between JSON nodes and Avro (conformance format, sections 5 and 6.1), with Avro's own generic
 * readers and writers.
 */
final class AvroValues {
    private AvroValues() {}

    /**
     * @throws UnwritableInputException when the node doesn't fit the schema
     */
    static byte[] write(JsonNode node, RegisteredSchema registered) {
        var schema = parse(registered.schema());
        var bytes = new ByteArrayOutputStream();
        var header = new byte[WireFormat.HEADER];
        WireFormat.putHeader(header, registered.id());
        bytes.writeBytes(header);
        try {
            var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
            new GenericDatumWriter<@Nullable Object>(schema).write(value(node, schema), encoder);
            encoder.flush();
        } catch (IOException | AvroRuntimeException | ClassCastException e) {
            throw new UnwritableInputException(
                    "The input %s doesn't fit the Avro schema %s: %s"
                            .formatted(node, schema, e.getMessage()));
        }
        return bytes.toByteArray();
    }

    /**
     * @throws UnreadableOutputException when the bytes aren't of the schema
     */
    static @Nullable Object read(byte[] data, SchemaText text) {
        var schema = parse(text);
        try {
            var decoder =
                    DecoderFactory.get()
                            .binaryDecoder(
                                    data, WireFormat.HEADER, data.length - WireFormat.HEADER, null);
            var value = new GenericDatumReader<@Nullable Object>(schema).read(null, decoder);
            if (!decoder.isEnd()) {
                throw new UnreadableOutputException("The output has bytes behind its value");
            }
            return plain(value, schema);
        } catch (IOException | AvroRuntimeException e) {
            throw new UnreadableOutputException("The output is no such Avro: " + e.getMessage());
        }
    }

    private static Schema parse(SchemaText text) {
        return new Schema.Parser().parse(text.text());
    }

    private static @Nullable Object value(@Nullable JsonNode node, Schema schema) {
        if (schema.getType() == Schema.Type.UNION) {
            return union(node, schema);
        }
        if (node == null || node.isNull()) {
            return null;
        }
        return switch (schema.getType()) {
            case RECORD -> record(node, schema);
            case ENUM -> new GenericData.EnumSymbol(schema, node.asText());
            case ARRAY -> {
                if (isMap(schema) && node.isObject()) {
                    yield entries(node, schema);
                }
                var list = new ArrayList<@Nullable Object>();
                node.forEach(n -> list.add(value(n, schema.getElementType())));
                yield list;
            }
            case MAP -> {
                var map = new LinkedHashMap<String, @Nullable Object>();
                node.properties()
                        .forEach(
                                e ->
                                        map.put(
                                                e.getKey(),
                                                value(e.getValue(), schema.getValueType())));
                yield map;
            }
            case FIXED -> new GenericData.Fixed(schema, base64(node).array());
            case BYTES ->
                    schema.getLogicalType() instanceof LogicalTypes.Decimal decimal
                            ? ByteBuffer.wrap(unscaled(node, decimal.getScale()))
                            : base64(node);
            case STRING -> node.isContainerNode() ? node.toString() : node.asText();
            case INT -> new BigDecimal(node.asText()).intValueExact();
            case LONG -> new BigDecimal(node.asText()).longValueExact();
            case FLOAT -> Float.parseFloat(node.asText());
            case DOUBLE -> Double.parseDouble(node.asText());
            case BOOLEAN -> Boolean.parseBoolean(node.asText());
            case NULL -> null;
            case UNION -> throw new IllegalStateException("a union in a union");
        };
    }

    /** The first branch that takes the node. */
    private static @Nullable Object union(@Nullable JsonNode node, Schema schema) {
        if (node == null || node.isNull()) {
            return null;
        }
        var branches =
                schema.getTypes().stream().filter(s -> s.getType() != Schema.Type.NULL).toList();
        for (var branch : branches) {
            if (branches.size() == 1) {
                return value(node, branch);
            }
            try {
                var value = value(node, branch);
                if (GenericData.get().validate(branch, value)) {
                    return value;
                }
            } catch (AvroRuntimeException | IllegalArgumentException | ArithmeticException _) {
                // the next one may take it
            }
        }
        throw new UnwritableInputException(
                "No branch of the union %s takes %s".formatted(schema, node));
    }

    /** Members are found whatever their case; missing ones take the field's default. */
    private static GenericRecord record(JsonNode node, Schema schema) {
        var record = new GenericData.Record(schema);
        for (var field : schema.getFields()) {
            JsonNode member = null;
            for (var entry : node.properties()) {
                if (entry.getKey().equalsIgnoreCase(field.name())) {
                    member = entry.getValue();
                }
            }
            record.put(
                    field.pos(),
                    member == null && field.hasDefaultValue()
                            ? GenericData.get().getDefaultValue(field)
                            : value(member, field.schema()));
        }
        return record;
    }

    private static boolean isMap(Schema array) {
        var element = array.getElementType();
        return element.getType() == Schema.Type.RECORD
                && element.getFields().size() == 2
                && element.getField("key") != null
                && element.getField("value") != null;
    }

    private static List<Object> entries(JsonNode node, Schema schema) {
        var element = schema.getElementType();
        var entries = new ArrayList<Object>();
        for (var entry : node.properties()) {
            var record = new GenericData.Record(element);
            record.put("key", entry.getKey());
            record.put("value", value(entry.getValue(), element.getField("value").schema()));
            entries.add(record);
        }
        return entries;
    }

    private static ByteBuffer base64(JsonNode node) {
        return ByteBuffer.wrap(Base64.getDecoder().decode(node.asText()));
    }

    private static byte[] unscaled(JsonNode node, int scale) {
        return new BigDecimal(node.asText())
                .setScale(scale, RoundingMode.UNNECESSARY)
                .unscaledValue()
                .toByteArray();
    }

    private static @Nullable Object plain(@Nullable Object value, Schema schema) {
        if (schema.getType() == Schema.Type.UNION) {
            return plain(
                    value, schema.getTypes().get(GenericData.get().resolveUnion(schema, value)));
        }
        var logical = schema.getLogicalType();
        return switch (value) {
            case null -> null;
            case GenericRecord record -> {
                var map = new LinkedHashMap<String, @Nullable Object>();
                for (var field : schema.getFields()) {
                    map.put(field.name(), plain(record.get(field.pos()), field.schema()));
                }
                yield map;
            }
            case Collection<?> list when isMap(schema) -> {
                var map = new LinkedHashMap<@Nullable Object, @Nullable Object>();
                var element = schema.getElementType();
                for (var entry : list) {
                    var record = (GenericRecord) entry;
                    map.put(
                            plain(record.get("key"), element.getField("key").schema()),
                            plain(record.get("value"), element.getField("value").schema()));
                }
                yield map;
            }
            case Collection<?> list -> {
                var plain = new ArrayList<@Nullable Object>();
                list.forEach(e -> plain.add(plain(e, schema.getElementType())));
                yield plain;
            }
            case Map<?, ?> map -> {
                var plain = new LinkedHashMap<String, @Nullable Object>();
                map.forEach((k, v) -> plain.put(k.toString(), plain(v, schema.getValueType())));
                yield plain;
            }
            case ByteBuffer bytes -> {
                var copy = new byte[bytes.remaining()];
                bytes.duplicate().get(copy);
                yield logical instanceof LogicalTypes.Decimal decimal
                        ? new BigDecimal(new BigInteger(copy), decimal.getScale())
                        : copy;
            }
            case GenericFixed fixed -> fixed.bytes();
            case CharSequence text -> text.toString();
            case Float number -> number.doubleValue();
            case Number number -> number;
            case Boolean bool -> bool;
            default -> value.toString();
        };
    }
}
