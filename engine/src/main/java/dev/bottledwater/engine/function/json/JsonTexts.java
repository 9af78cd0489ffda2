// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Reads and writes JSON texts token by token, so that numbers keep their digits. */
final class JsonTexts {
    static final JsonFactory FACTORY = new JsonFactory();

    private JsonTexts() {}

    /** Reads a value. */
    interface Reader<T> {

        /** Reads the value that begins with {@code token} to its end. */
        @Nullable T read(JsonParser parser, JsonToken token) throws IOException;
    }

    /** What the reader makes of the one value that the text holds; null when it holds no such. */
    static <T> @Nullable T read(String text, Reader<T> reader) {
        try (var parser = FACTORY.createParser(text)) {
            var token = parser.nextToken();
            if (token == null) {
                return null;
            }
            @Nullable T result = reader.read(parser, token);
            parser.skipChildren();
            return parser.nextToken() == null ? result : null;
        } catch (JsonProcessingException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of the current value, without blanks; moves to its end. */
    static String copy(JsonParser parser) throws IOException {
        var out = new StringWriter();
        try (var generator = FACTORY.createGenerator(out)) {
            generator.copyCurrentStructureExact(parser);
        }
        return out.toString();
    }

    /** The current value: a string as it is, anything else as JSON; moves to its end. */
    static String textOrJson(JsonParser parser, JsonToken token) throws IOException {
        return token.isScalarValue() ? parser.getText() : copy(parser);
    }
}
