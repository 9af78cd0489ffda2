// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.operator;

import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RecordSide;
import dev.bottledwater.engine.format.RowReader;
import dev.bottledwater.engine.format.ValueUse;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.engine.serde.Formats;
import dev.bottledwater.sql.plan.PseudoColumn;
import dev.bottledwater.sql.plan.ScanColumn;
import dev.bottledwater.sql.plan.ScannedSource;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.TimestampColumn;
import dev.bottledwater.sql.type.SqlType;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Turns the records of a source's topic into the flat rows of a scan. The value is decoded straight
 * into the row's array, only the columns that are read; the rest of the row is filled in by {@link
 * #complete}. Thread-safe.
 */
public final class SourceLayout {
    private final ScannedSource source;
    private final List<ScanColumn> columns;
    private final RowReader keyReader;
    private final RowReader valueReader;
    private final int[] valueTargets;
    private final int[] wantedValues;
    private final boolean contiguous;
    private final int[] computed;
    private final int width;
    private final int timestampSlot;
    private final boolean readsPosition;
    private final @Nullable RecordTime time;

    private SourceLayout(
            ScannedSource source,
            List<ScanColumn> columns,
            List<ValueUse> uses,
            Formats formats,
            String topic) {
        this.source = source;
        this.columns = columns;
        this.readsPosition =
                columns.stream()
                        .anyMatch(
                                c ->
                                        c instanceof ScanColumn.Pseudo(var pseudo)
                                                && (pseudo == PseudoColumn.ROWPARTITION
                                                        || pseudo == PseudoColumn.ROWOFFSET));
        this.keyReader =
                formats.reader(
                        new RecordLayout(
                                source.keyFormat(), RecordSide.KEY, topic, source.keyColumns()));
        var wanted = new ArrayList<Integer>();
        var targets = new ArrayList<Integer>();
        var wantedUses = new ArrayList<ValueUse>();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i) instanceof ScanColumn.Value(int index, _)) {
                wanted.add(index);
                targets.add(i);
                wantedUses.add(uses.get(i));
            }
        }
        int slots = columns.size();
        var timestamp = source.timestamp();
        if (timestamp == null) {
            this.time = null;
            this.timestampSlot = -1;
        } else {
            int inValue = indexOf(source.valueColumns(), timestamp.column());
            this.time = RecordTime.of(timestamp, typed(source, timestamp));
            if (inValue < 0) {
                this.timestampSlot = -1;
            } else if (wanted.contains(inValue)) {
                this.timestampSlot = targets.get(wanted.indexOf(inValue));
            } else {
                this.timestampSlot = slots++;
                wanted.add(inValue);
                wantedUses.add(ValueUse.WHOLE);
                targets.add(timestampSlot);
            }
        }
        this.computed =
                IntStream.range(0, columns.size())
                        .filter(i -> !(columns.get(i) instanceof ScanColumn.Value))
                        .toArray();
        this.width = slots;
        this.valueTargets = targets.stream().mapToInt(Integer::intValue).toArray();
        this.contiguous =
                IntStream.range(0, valueTargets.length)
                        .allMatch(i -> valueTargets[i] == valueTargets[0] + i);
        this.wantedValues = wanted.stream().mapToInt(Integer::intValue).toArray();
        this.valueReader =
                formats.reader(
                        new RecordLayout(
                                source.valueFormat(),
                                RecordSide.VALUE,
                                topic,
                                source.valueColumns()),
                        wantedValues,
                        wantedUses);
    }

    /**
     * @param uses how much of each column is used
     * @param topic the cluster's name of the topic
     * @throws IllegalArgumentException for a format that is not available
     */
    public static SourceLayout of(
            ScannedSource source,
            List<ScanColumn> columns,
            List<ValueUse> uses,
            Formats formats,
            String topic) {
        return new SourceLayout(source, List.copyOf(columns), uses, formats, topic);
    }

    /**
     * The key columns, without the window that a windowed key ends in.
     *
     * @return null for a record without a key
     * @throws dev.bottledwater.engine.format.RowFormatException for bytes that hold no such key
     */
    public @Nullable Row key(byte @Nullable [] data) {
        var values = new @Nullable Object[source.keyColumns().size()];
        return keyReader.read(data, values, 0) ? Row.of(values) : null;
    }

    /**
     * An array in which the value columns of the row are filled in, to be handed to {@link
     * #complete}.
     *
     * @return null for a null value
     * @throws dev.bottledwater.engine.format.RowFormatException for bytes that hold no such row
     */
    public @Nullable Object @Nullable [] value(byte @Nullable [] data) {
        if (data == null) {
            return null;
        }
        var target = new @Nullable Object[width];
        if (contiguous) {
            int offset = valueTargets.length == 0 ? 0 : valueTargets[0];
            return valueReader.read(data, target, offset) ? target : null;
        }
        var read = new @Nullable Object[valueTargets.length];
        if (!valueReader.read(data, read, 0)) {
            return null;
        }
        for (int i = 0; i < read.length; i++) {
            target[valueTargets[i]] = read[i];
        }
        return target;
    }

    /**
     * An array as {@link #value} gives it, of a row of the source that is decoded already.
     *
     * @param row all key columns, then all value columns
     */
    public @Nullable Object[] value(Row row) {
        var target = new @Nullable Object[width];
        for (int i = 0; i < wantedValues.length; i++) {
            target[valueTargets[i]] = row.get(source.keyColumns().size() + wantedValues[i]);
        }
        return target;
    }

    /** Whether a row or its time needs the record's key. */
    public boolean readsKey() {
        return source.window() != null
                || columns.stream().anyMatch(ScanColumn.Key.class::isInstance)
                || (time != null && timestampSlot < 0);
    }

    /**
     * Whether there are bytes that hold no key of the source, for which a record must be reported
     * and left out even if nothing uses its key.
     */
    public boolean keyCanFail() {
        return !source.keyColumns().isEmpty()
                && !(source.keyFormat().name().equals("KAFKA")
                        && source.keyColumns().getFirst().type() == SqlType.Primitive.STRING);
    }

    /** Whether a row has the place of its record in the topic. */
    public boolean readsPosition() {
        return readsPosition;
    }

    /** Whether the source has a timestamp column of its own. */
    public boolean hasTimestampColumn() {
        return time != null;
    }

    /**
     * The record's time in milliseconds: of the timestamp column, or the record's own where there
     * is none and for null values.
     *
     * @throws IllegalArgumentException when the column holds no time; the message is a sentence
     */
    public long timestamp(
            @Nullable Row key, @Nullable Object @Nullable [] value, long recordTimestamp) {
        if (time == null || value == null) {
            return recordTimestamp;
        }
        if (timestampSlot >= 0) {
            return time.millis(value[timestampSlot]);
        }
        int index = indexOf(source.keyColumns(), time.column());
        return time.millis(key == null ? null : key.get(index));
    }

    /**
     * The flat row of a record; takes ownership of {@code value}.
     *
     * @param value from {@link #value}
     * @param windowStart of a windowed key, else ignored; so is {@code windowEnd}
     */
    public Row complete(
            @Nullable Row key,
            @Nullable Object[] value,
            long timestamp,
            RecordPosition position,
            Headers headers,
            long windowStart,
            long windowEnd) {
        var target =
                width == columns.size() ? value : java.util.Arrays.copyOf(value, columns.size());
        for (int i : computed) {
            switch (columns.get(i)) {
                case ScanColumn.Value _ -> {}
                case ScanColumn.Key(int index, _) ->
                        target[i] = key == null ? null : key.get(index);
                case ScanColumn.Pseudo(var pseudo) ->
                        target[i] =
                                switch (pseudo) {
                                    case ROWTIME -> (Object) timestamp;
                                    case ROWPARTITION -> position.partition();
                                    case ROWOFFSET -> position.offset();
                                    case WINDOWSTART -> windowStart;
                                    case WINDOWEND -> windowEnd;
                                };
                case ScanColumn.Header header -> target[i] = HeaderColumns.value(header, headers);
            }
        }
        return Row.of(target);
    }

    private static int indexOf(List<Column> columns, String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private static Column typed(ScannedSource source, TimestampColumn timestamp) {
        int inValue = indexOf(source.valueColumns(), timestamp.column());
        int inKey = indexOf(source.keyColumns(), timestamp.column());
        if (inValue < 0 && inKey < 0) {
            throw new IllegalArgumentException(
                    "The TIMESTAMP column %s is not a column of %s"
                            .formatted(timestamp.column(), source.name()));
        }
        return inValue >= 0 ? source.valueColumns().get(inValue) : source.keyColumns().get(inKey);
    }
}
