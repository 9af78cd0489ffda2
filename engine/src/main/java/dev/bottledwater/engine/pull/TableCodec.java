// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.pull;

import dev.bottledwater.engine.format.binary.BinaryRowCodec;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.engine.topology.Keys;
import dev.bottledwater.sql.schema.Column;

import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.kstream.internals.SessionWindow;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The rows of a table on their way from one instance to another, in the engine's own format. {@code
 * answer = outcome complete? row*}, {@code row = partition key (start end)? row timestamp}.
 * Thread-safe.
 */
final class TableCodec {
    /** Rows follow, all that were asked for. */
    static final int ROWS = 0;

    /** The instance doesn't have a partition now, or runs another plan. */
    static final int NOT_HERE = 1;

    /** More rows than fit an answer. */
    static final int TOO_MANY = 2;

    /**
     * The number of the first partitions that have no more rows follows, then rows. What doesn't
     * fit an answer is asked for with the next one.
     */
    static final int PAGE = 3;

    private final BinaryRowCodec keys;
    private final int keyWidth;
    private final BinaryRowCodec rows;
    private final int width;
    private final boolean windowed;

    /**
     * @param columns of the table's rows, the keys' first
     */
    TableCodec(List<Column> keyColumns, List<Column> columns, boolean windowed) {
        this.keys = BinaryRowCodec.ofValue(keyColumns);
        this.keyWidth = keyColumns.size();
        this.rows = BinaryRowCodec.ofValue(columns);
        this.width = columns.size();
        this.windowed = windowed;
    }

    byte[] key(Row key) {
        return keys.write(key, 0);
    }

    Row key(byte[] bytes) {
        var values = new @Nullable Object[keyWidth];
        keys.read(bytes, values, 0);
        return Row.of(values);
    }

    /**
     * @param key a {@link Row}, or a windowed one
     */
    void write(TransferOutput out, int partition, Object key, Row row, long timestamp) {
        out.writeVarint(partition);
        out.writeBytes(key(Objects.requireNonNull(Keys.row(key))));
        if (windowed) {
            out.writeZigzag(Keys.windowStart(key));
            out.writeZigzag(Keys.windowEnd(key));
        }
        out.writeBytes(rows.write(row, 0));
        out.writeZigzag(timestamp);
    }

    /**
     * The rows of an answer that was read up to them.
     *
     * @throws dev.bottledwater.engine.format.RowFormatException for bytes that hold no rows
     */
    List<FoundRow> read(TransferInput in) {
        var found = new ArrayList<FoundRow>();
        while (in.hasMore()) {
            int partition = (int) in.readVarint();
            var key = key(in.readBytes());
            Object place = windowed ? window(key, in.readZigzag(), in.readZigzag()) : key;
            var values = new @Nullable Object[width];
            rows.read(in.readBytes(), values, 0);
            found.add(new FoundRow(partition, place, Row.of(values), in.readZigzag()));
        }
        return found;
    }

    /** Of windows only the bounds matter here, and a session's may be equal. */
    private static Windowed<Row> window(Row key, long start, long end) {
        return new Windowed<>(key, new SessionWindow(start, end));
    }
}
