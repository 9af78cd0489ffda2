// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;

import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RowWriter;
import dev.bottledwater.engine.row.Row;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicReference;

/** Writes rows as JSON straight to bytes; names as they are stored, nulls included. */
final class JsonRowWriter implements RowWriter {
    private static final byte[] NO_HEADER = {};

    private final boolean unwrapped;
    private final SerializedString[] names;
    private final JsonValueWriter[] writers;
    private final boolean[] leftOut;

    /** What the last row was written with; taken out while in use, since threads share writers. */
    private final AtomicReference<@Nullable JsonOutput> output = new AtomicReference<>();

    JsonRowWriter(RecordLayout layout) {
        this(
                layout.unwrapped(),
                layout.columns().stream()
                        .map(c -> new SerializedString(c.name()))
                        .toArray(SerializedString[]::new),
                layout.columns().stream()
                        .map(c -> JsonValueWriter.of(c.type()))
                        .toArray(JsonValueWriter[]::new),
                new boolean[layout.columns().size()]);
    }

    private JsonRowWriter(
            boolean unwrapped,
            SerializedString[] names,
            JsonValueWriter[] writers,
            boolean[] leftOut) {
        this.unwrapped = unwrapped;
        this.names = names;
        this.writers = writers;
        this.leftOut = leftOut;
    }

    /** A writer of the bare value of the only column. */
    static JsonRowWriter bare(JsonValueWriter writer) {
        return new JsonRowWriter(
                true, new SerializedString[0], new JsonValueWriter[] {writer}, new boolean[1]);
    }

    /**
     * A writer of an object with a member per column.
     *
     * @param leftOut which members aren't written at all when they are null
     */
    static JsonRowWriter object(
            SerializedString[] names, JsonValueWriter[] writers, boolean[] leftOut) {
        return new JsonRowWriter(false, names, writers, leftOut);
    }

    @Override
    public byte @Nullable [] write(Row row, int offset) {
        return write(row, offset, NO_HEADER);
    }

    /**
     * As {@link #write(Row, int)}, behind other bytes.
     *
     * @return null for a bare value that is null
     */
    byte @Nullable [] write(Row row, int offset, byte[] header) {
        if (unwrapped && row.get(offset) == null) {
            return null;
        }
        var spare = output.getAndSet(null);
        var out = spare == null ? JsonOutput.create() : spare;
        try {
            out.begin(header);
            write(out.generator(), row, offset);
            byte[] bytes = out.end();
            // Not after a failure: the generator would be in the middle of an object.
            output.set(out.reusable() ? out : null);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(JsonGenerator generator, Row row, int offset) throws IOException {
        if (unwrapped) {
            writers[0].write(generator, row.get(offset));
            return;
        }
        generator.writeStartObject();
        for (int i = 0; i < writers.length; i++) {
            @Nullable Object value = row.get(offset + i);
            if (value != null || !leftOut[i]) {
                generator.writeFieldName(names[i]);
                writers[i].write(generator, value);
            }
        }
        generator.writeEndObject();
    }
}
