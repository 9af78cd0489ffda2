// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Percent-decoding as URLs have it (RFC 3986 section 2.1); unlike form decoding it leaves a plus
 * sign alone.
 */
final class Percent {
    private Percent() {}

    /**
     * Returns the decoded text; empty where a percent sign isn't followed by two hex digits or the
     * bytes aren't UTF-8.
     */
    static Optional<String> decode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] encoded = text.getBytes(UTF_8);
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] != '%') {
                bytes.write(encoded[i]);
                continue;
            }
            if (i + 2 >= encoded.length
                    || !HexFormat.isHexDigit(encoded[i + 1])
                    || !HexFormat.isHexDigit(encoded[i + 2])) {
                return Optional.empty();
            }
            bytes.write(
                    HexFormat.fromHexDigit(encoded[i + 1]) << 4
                            | HexFormat.fromHexDigit(encoded[i + 2]));
            i += 2;
        }
        try {
            return Optional.of(
                    UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }
}
