// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A record of a fixture. Bytes are kept as {@code text:…} where they are printable ASCII, as {@code
 * hex:…} otherwise, and as null where there are none.
 *
 * @param topic logical name; of internal topics the part behind the application's id
 */
public record StoredRecord(
        String topic, @Nullable String key, @Nullable String value, long timestamp) {

    /** A record with a BIGINT key in KAFKA's format. */
    static StoredRecord of(String topic, long key, @Nullable String value, long timestamp) {
        return of(
                topic,
                ByteBuffer.allocate(8).putLong(key).array(),
                value == null ? null : value.getBytes(StandardCharsets.UTF_8),
                timestamp);
    }

    /** A record with its key and value as bytes. */
    public static StoredRecord of(
            String topic, byte @Nullable [] key, byte @Nullable [] value, long timestamp) {
        return new StoredRecord(topic, text(key), text(value), timestamp);
    }

    public byte @Nullable [] keyBytes() {
        return bytes(key);
    }

    public byte @Nullable [] valueBytes() {
        return bytes(value);
    }

    ObjectNode json() {
        var node = JsonNodeFactory.instance.objectNode();
        node.put("topic", topic);
        node.put("key", key);
        node.put("value", value);
        node.put("timestamp", timestamp);
        return node;
    }

    static StoredRecord of(JsonNode node) {
        return new StoredRecord(
                node.get("topic").asText(),
                node.get("key").textValue(),
                node.get("value").textValue(),
                node.get("timestamp").asLong());
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        for (byte b : bytes) {
            if (b < 0x20 || b > 0x7e) {
                return "hex:" + HexFormat.of().formatHex(bytes);
            }
        }
        return "text:" + new String(bytes, StandardCharsets.US_ASCII);
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return text.startsWith("hex:")
                ? HexFormat.of().parseHex(text.substring(4))
                : text.substring(5).getBytes(StandardCharsets.US_ASCII);
    }
}
