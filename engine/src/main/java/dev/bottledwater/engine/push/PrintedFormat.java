// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * What PRINT takes the bytes of keys or values for. A record that doesn't fit is printed as text.
 */
enum PrintedFormat {
    JSON("JSON or KAFKA_STRING"),
    TEXT("KAFKA_STRING"),
    BIGINT("KAFKA_BIGINT or KAFKA_DOUBLE"),
    INTEGER("KAFKA_INT"),
    BYTES("KAFKA_BYTES"),
    NOTHING("¯\\_(ツ)_/¯ - no data processed");

    private final String text;

    PrintedFormat(String text) {
        this.text = text;
    }

    /** KSQL's words for it. */
    String text() {
        return text;
    }

    static PrintedFormat of(byte @Nullable [] data) {
        if (data == null) {
            return NOTHING;
        }
        var decoded = decode(data);
        if (decoded != null && decoded.chars().noneMatch(PrintedFormat::isControl)) {
            var trimmed = decoded.strip();
            return trimmed.startsWith("{") || trimmed.startsWith("[") ? JSON : TEXT;
        }
        return switch (data.length) {
            case Long.BYTES -> BIGINT;
            case Integer.BYTES -> INTEGER;
            default -> BYTES;
        };
    }

    /** The text of a key or value. */
    String print(byte @Nullable [] data) {
        if (data == null) {
            return "<null>";
        }
        if (this == BIGINT && data.length == Long.BYTES) {
            return Long.toString(ByteBuffer.wrap(data).getLong());
        }
        if (this == INTEGER && data.length == Integer.BYTES) {
            return Integer.toString(ByteBuffer.wrap(data).getInt());
        }
        var decoded = decode(data);
        return decoded != null && this != BYTES ? decoded : HexFormat.of().formatHex(data);
    }

    private static boolean isControl(int c) {
        return c < ' ' && c != '\n' && c != '\r' && c != '\t';
    }

    private static @Nullable String decode(byte[] data) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data)).toString();
        } catch (CharacterCodingException _) {
            return null;
        }
    }
}
