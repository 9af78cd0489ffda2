// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;

import java.io.IOException;

/**
 * A generator and the bytes that it writes to, for one row after another: to make them anew for
 * each would cost as much as to write a small row. Not thread-safe.
 */
final class JsonOutput {
    private static final int FIRST_SIZE = 512;

    /** Beyond it the buffer was made for a rare row and isn't kept. */
    private static final int LARGEST_KEPT = 64 << 10;

    private final ByteArrayBuilder bytes;
    private final JsonGenerator generator;
    private int largest;

    private JsonOutput(ByteArrayBuilder bytes, JsonGenerator generator) {
        this.bytes = bytes;
        this.generator = generator;
    }

    static JsonOutput create() {
        var bytes = new ByteArrayBuilder(FIRST_SIZE);
        try {
            var generator = JsonFormat.FACTORY.createGenerator(bytes);
            // Rows follow one another in the generator, but never in the bytes.
            generator.setRootValueSeparator(null);
            return new JsonOutput(bytes, generator);
        } catch (IOException e) {
            throw new AssertionError("a byte array doesn't fail", e);
        }
    }

    /** Begins the next row behind these bytes. */
    void begin(byte[] header) {
        bytes.reset();
        bytes.write(header, 0, header.length);
    }

    JsonGenerator generator() {
        return generator;
    }

    /** Ends the row; returns its bytes with those of the header. */
    byte[] end() throws IOException {
        generator.flush();
        byte[] row = bytes.toByteArray();
        largest = Math.max(largest, row.length);
        return row;
    }

    /** Whether the next row may be written with it. */
    boolean reusable() {
        return largest <= LARGEST_KEPT;
    }
}
