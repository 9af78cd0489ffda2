// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.physical;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;

import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.sql.type.StructValue;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Constants as JSON, in the form that their type needs to come back exactly: DOUBLE and DECIMAL as
 * text, BYTES as base64, TIMESTAMP as milliseconds, maps as pairs.
 */
final class LiteralJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private LiteralJson() {}

    static JsonNode encode(@Nullable Object value, SqlType type) {
        if (value == null) {
            return NullNode.getInstance();
        }
        return switch (type) {
            case Primitive p -> encodePrimitive(value, p);
            case SqlType.Decimal _ -> NODES.textNode(((BigDecimal) value).toPlainString());
            case SqlType.Array(var element) -> {
                var array = NODES.arrayNode();
                ((List<?>) value).forEach(e -> array.add(encode(e, element)));
                yield array;
            }
            case SqlType.Map(var key, var element) -> {
                var array = NODES.arrayNode();
                ((Map<?, ?>) value)
                        .forEach(
                                (k, v) ->
                                        array.add(
                                                NODES.arrayNode()
                                                        .add(encode(k, key))
                                                        .add(encode(v, element))));
                yield array;
            }
            case SqlType.Struct(var fields) -> {
                var array = NODES.arrayNode();
                var struct = (StructValue) value;
                for (int i = 0; i < fields.size(); i++) {
                    array.add(encode(struct.get(i), fields.get(i).type()));
                }
                yield array;
            }
        };
    }

    private static JsonNode encodePrimitive(Object value, Primitive type) {
        return switch (type) {
            case BOOLEAN -> NODES.booleanNode((Boolean) value);
            case INTEGER -> NODES.numberNode((Integer) value);
            case BIGINT -> NODES.numberNode((Long) value);
            case DOUBLE, STRING, DATE, TIME -> NODES.textNode(value.toString());
            case BYTES -> {
                var copy = ((ByteBuffer) value).duplicate();
                var bytes = new byte[copy.remaining()];
                copy.get(bytes);
                yield NODES.textNode(Base64.getEncoder().encodeToString(bytes));
            }
            case TIMESTAMP -> NODES.numberNode(((Instant) value).toEpochMilli());
        };
    }

    static @Nullable Object decode(JsonNode node, SqlType type) {
        if (node.isNull()) {
            return null;
        }
        return switch (type) {
            case Primitive p -> decodePrimitive(node, p);
            case SqlType.Decimal _ -> new BigDecimal(node.asText());
            case SqlType.Array(var element) -> {
                var list = new ArrayList<@Nullable Object>();
                node.forEach(e -> list.add(decode(e, element)));
                yield list;
            }
            case SqlType.Map(var key, var element) -> {
                var map = new LinkedHashMap<@Nullable Object, @Nullable Object>();
                node.forEach(e -> map.put(decode(e.get(0), key), decode(e.get(1), element)));
                yield map;
            }
            case SqlType.Struct(var fields) -> {
                var values = new @Nullable Object[fields.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = decode(node.get(i), fields.get(i).type());
                }
                yield StructValue.of(values);
            }
        };
    }

    private static Object decodePrimitive(JsonNode node, Primitive type) {
        return switch (type) {
            case BOOLEAN -> node.asBoolean();
            case INTEGER -> node.asInt();
            case BIGINT -> node.asLong();
            case DOUBLE -> Double.valueOf(node.asText());
            case STRING -> node.asText();
            case BYTES -> ByteBuffer.wrap(Base64.getDecoder().decode(node.asText()));
            case DATE -> LocalDate.parse(node.asText());
            case TIME -> LocalTime.parse(node.asText());
            case TIMESTAMP -> Instant.ofEpochMilli(node.asLong());
        };
    }

    /** The type of a constant argument by its class, since its declared type may be general. */
    static SqlType typeOf(@Nullable Object value) {
        return switch (value) {
            case null -> Primitive.STRING;
            case Boolean _ -> Primitive.BOOLEAN;
            case Integer _ -> Primitive.INTEGER;
            case Long _ -> Primitive.BIGINT;
            case Double _ -> Primitive.DOUBLE;
            case String _ -> Primitive.STRING;
            case BigDecimal d ->
                    new SqlType.Decimal(Math.max(d.precision(), d.scale()), Math.max(0, d.scale()));
            case ByteBuffer _ -> Primitive.BYTES;
            case LocalDate _ -> Primitive.DATE;
            case LocalTime _ -> Primitive.TIME;
            case Instant _ -> Primitive.TIMESTAMP;
            default ->
                    throw new IllegalArgumentException(
                            "a constant argument can't be of " + value.getClass().getSimpleName());
        };
    }
}
