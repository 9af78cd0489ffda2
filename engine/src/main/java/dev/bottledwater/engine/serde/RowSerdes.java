// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.serde;

import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.format.RowReader;
import dev.bottledwater.engine.format.RowWriter;
import dev.bottledwater.engine.format.binary.BinaryRowCodec;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.schema.Column;

import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

import java.util.List;

/** Readers and writers as Kafka's serialisers. All are thread-safe and need no configuration. */
public final class RowSerdes {
    private RowSerdes() {}

    /**
     * Keys of state stores and repartition topics, in the engine's own format: equal rows have
     * equal bytes.
     *
     * @throws IllegalArgumentException for columns that hold a MAP, whose entries have no order
     */
    public static Serde<@Nullable Row> internalKey(List<Column> columns) {
        return serde(BinaryRowCodec.ofKey(columns), columns.size());
    }

    /** Values of state stores and repartition topics, in the engine's own format. */
    public static Serde<@Nullable Row> internalValue(List<Column> columns) {
        return serde(BinaryRowCodec.ofValue(columns), columns.size());
    }

    /**
     * All columns of one side of a topic as users see it.
     *
     * @throws IllegalArgumentException with the {@link Formats#refusal}
     */
    public static Serde<@Nullable Row> of(Formats formats, RecordLayout layout) {
        return Serdes.serdeFrom(
                serializer(formats.writer(layout), 0),
                deserializer(formats.reader(layout), layout.columns().size()));
    }

    private static Serde<@Nullable Row> serde(BinaryRowCodec codec, int width) {
        return Serdes.serdeFrom(serializer(codec, 0), deserializer(codec, width));
    }

    /**
     * Writes the columns of rows from {@code offset} on. Throws {@link RowFormatException}.
     *
     * @param offset where the writer's first column stands in the rows
     */
    public static Serializer<@Nullable Row> serializer(RowWriter writer, int offset) {
        return (_, row) -> row == null ? null : writer.write(row, offset);
    }

    /**
     * Reads rows of {@code width} columns; no row is null. Throws {@link RowFormatException}.
     *
     * @param width how many columns the reader reads
     */
    public static Deserializer<@Nullable Row> deserializer(RowReader reader, int width) {
        return (_, data) -> {
            var values = new @Nullable Object[width];
            return reader.read(data, values, 0) ? Row.of(values) : null;
        };
    }
}
