// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.json;

import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;

import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RowWriter;
import dev.bottledwater.engine.row.Row;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes rows as JSON straight to bytes; names as they are stored, nulls included. */
final class JsonRowWriter implements RowWriter {
    private final boolean unwrapped;
    private final SerializedString[] names;
    private final JsonValueWriter[] writers;

    JsonRowWriter(RecordLayout layout) {
        this.unwrapped = layout.unwrapped();
        this.names =
                layout.columns().stream()
                        .map(c -> new SerializedString(c.name()))
                        .toArray(SerializedString[]::new);
        this.writers =
                layout.columns().stream()
                        .map(c -> JsonValueWriter.of(c.type()))
                        .toArray(JsonValueWriter[]::new);
    }

    @Override
    public byte @Nullable [] write(Row row, int offset) {
        if (unwrapped && row.get(offset) == null) {
            return null;
        }
        try (var bytes = new ByteArrayBuilder(JsonFormat.FACTORY._getBufferRecycler())) {
            try (var generator = JsonFormat.FACTORY.createGenerator(bytes)) {
                if (unwrapped) {
                    writers[0].write(generator, row.get(offset));
                } else {
                    generator.writeStartObject();
                    for (int i = 0; i < writers.length; i++) {
                        generator.writeFieldName(names[i]);
                        writers[i].write(generator, row.get(offset + i));
                    }
                    generator.writeEndObject();
                }
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
