// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval;

import java.nio.ByteBuffer;
import java.util.Base64;

/** BYTES as text. */
final class Base64Text {
    private Base64Text() {}

    static ByteBuffer decode(String text) {
        try {
            return ByteBuffer.wrap(Base64.getDecoder().decode(text.strip()));
        } catch (IllegalArgumentException e) {
            throw new EvaluationException("the text is not base64");
        }
    }
}
