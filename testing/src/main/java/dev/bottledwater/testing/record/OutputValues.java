// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RecordSide;
import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.format.WireFormat;
import dev.bottledwater.engine.format.protobuf.ProtobufSchemas;
import dev.bottledwater.engine.registry.SchemaRegistry;
import dev.bottledwater.engine.registry.SchemaText;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.testing.conformance.Json;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the bytes in output topics say (conformance format, section 6.1): maps, lists, strings,
 * booleans, numbers and null. A writer's mistakes must show, so this doesn't use the engine's
 * readers.
 *
 * @param registry where formats with schemas have them
 * @param exactNumbers whether fractions in JSON are read with their scale, and not as doubles
 */
public record OutputValues(boolean exactNumbers, SchemaRegistry registry) {

    /**
     * @throws UnreadableOutputException for bytes that aren't in the format
     */
    public @Nullable Object read(byte @Nullable [] data, FormatSpec format, List<Column> columns) {
        if (data == null) {
            return null;
        }
        return switch (format.name()) {
            case "JSON" -> json(data);
            case "DELIMITED" -> new String(data, StandardCharsets.UTF_8);
            case "KAFKA" -> kafka(data, columns);
            case "NONE" -> null;
            case "PROTOBUF_NOSR" -> {
                var schema =
                        ProtobufSchemas.of(new RecordLayout(format, RecordSide.VALUE, "", columns));
                yield ProtobufOutputs.read(data, 0, schema, schema.messages().getFirst());
            }
            case "PROTOBUF" -> ProtobufOutputs.read(data, schema(data), registry);
            case "AVRO" -> AvroValues.read(data, schema(data));
            case "JSON_SR" -> JsonSchemaValues.read(data, schema(data));
            default ->
                    throw new UnreadableOutputException(
                            "The test runner can't read outputs in the format %s yet"
                                    .formatted(format.name()));
        };
    }

    /** The schema that a record was written with. */
    private SchemaText schema(byte[] data) {
        try {
            int id = WireFormat.schemaId(data, "output");
            return registry.byId(id)
                    .orElseThrow(
                            () ->
                                    new UnreadableOutputException(
                                            "No schema is registered with the id " + id));
        } catch (RowFormatException e) {
            throw new UnreadableOutputException(String.valueOf(e.getMessage()));
        }
    }

    private @Nullable Object json(byte[] data) {
        try {
            return plain(Json.read(data));
        } catch (IOException e) {
            throw new UnreadableOutputException(
                    "The output is no JSON: " + new String(data, StandardCharsets.UTF_8));
        }
    }

    private @Nullable Object plain(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                var map = new LinkedHashMap<String, @Nullable Object>();
                for (var entry : node.properties()) {
                    map.put(entry.getKey(), plain(entry.getValue()));
                }
                yield map;
            }
            case ARRAY -> {
                var list = new ArrayList<@Nullable Object>();
                node.forEach(element -> list.add(plain(element)));
                yield list;
            }
            case STRING -> node.textValue();
            case BOOLEAN -> node.booleanValue();
            case NUMBER ->
                    node.isIntegralNumber() || exactNumbers
                            ? node.numberValue()
                            : (Number) node.doubleValue();
            case NULL, MISSING, BINARY, POJO -> null;
        };
    }

    private static Object kafka(byte[] data, List<Column> columns) {
        if (columns.isEmpty()) {
            return new String(data, StandardCharsets.UTF_8);
        }
        return switch (columns.getFirst().type()) {
            case Primitive.INTEGER -> sized(data, Integer.BYTES).getInt();
            case Primitive.BIGINT -> {
                long value = sized(data, Long.BYTES).getLong();
                yield (int) value == value ? (Number) (int) value : (Number) value;
            }
            case Primitive.DOUBLE ->
                    new BigDecimal(Double.toString(sized(data, Double.BYTES).getDouble()));
            default -> new String(data, StandardCharsets.UTF_8);
        };
    }

    private static ByteBuffer sized(byte[] data, int size) {
        if (data.length != size) {
            throw new UnreadableOutputException(
                    "The output has %d bytes and not %d".formatted(data.length, size));
        }
        return ByteBuffer.wrap(data);
    }

    /** What {@link #read} gives as JSON; bytes are base64 text. */
    public static JsonNode json(@Nullable Object value) {
        var nodes = JsonNodeFactory.instance;
        return switch (value) {
            case null -> nodes.nullNode();
            case Map<?, ?> map -> {
                var object = nodes.objectNode();
                map.forEach((name, member) -> object.set(String.valueOf(name), json(member)));
                yield object;
            }
            case List<?> list -> {
                var array = nodes.arrayNode(list.size());
                list.forEach(element -> array.add(json(element)));
                yield array;
            }
            case Boolean bool -> nodes.booleanNode(bool);
            case Integer i -> nodes.numberNode(i);
            case Long l -> nodes.numberNode(l);
            case BigInteger i -> nodes.numberNode(i);
            case BigDecimal d -> nodes.numberNode(d);
            case Double d -> nodes.numberNode(d);
            case Float f -> nodes.numberNode(f);
            case byte[] bytes -> nodes.textNode(Base64.getEncoder().encodeToString(bytes));
            default -> nodes.textNode(value.toString());
        };
    }

    /** An output that isn't in its topic's format; the message is a sentence. */
    public static final class UnreadableOutputException extends RuntimeException {
        public UnreadableOutputException(String message) {
            super(message);
        }
    }
}
