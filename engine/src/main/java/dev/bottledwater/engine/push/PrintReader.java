// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import dev.bottledwater.engine.RowStream.Event;
import dev.bottledwater.engine.push.RegisteredText.Recognised;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The lines of PRINT: two that name the guessed formats, then one per record, as KSQL prints them.
 */
final class PrintReader implements TailedRows.Reader {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss.SSS X", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final PrintRequest request;
    private final EventQueue queue;
    private long seen;
    private long printed;
    private boolean announced;
    private final RegisteredText keys;
    private final RegisteredText values;
    private PrintedFormat keyFormat = PrintedFormat.TEXT;
    private PrintedFormat valueFormat = PrintedFormat.TEXT;

    /**
     * @param keys tries to print keys first
     * @param values tries to print values first
     */
    PrintReader(
            PrintRequest request, EventQueue queue, RegisteredText keys, RegisteredText values) {
        this.request = request;
        this.queue = queue;
        this.keys = keys;
        this.values = values;
    }

    @Override
    public boolean accept(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        var key = keys.recognise(record.key()).orElse(null);
        var value = values.recognise(record.value()).orElse(null);
        if (!guess(record, key, value)) {
            return false;
        }
        if (seen++ % request.interval() != 0) {
            return true;
        }
        var line =
                "rowtime: %s, key: %s, value: %s, partition: %d"
                        .formatted(
                                TIME.format(Instant.ofEpochMilli(record.timestamp())),
                                key == null ? keyFormat.print(record.key()) : key.text(),
                                value == null ? valueFormat.print(record.value()) : value.text(),
                                record.partition());
        if (!queue.put(new Event.Line(line))) {
            return false;
        }
        var limit = request.limit();
        if (limit != null && ++printed >= limit) {
            queue.end(new Event.End(null), false);
            return false;
        }
        return true;
    }

    /** Names the formats at the first record, and again once there is data to guess from. */
    private boolean guess(
            ConsumerRecord<byte[], byte[]> record,
            @Nullable Recognised key,
            @Nullable Recognised value)
            throws InterruptedException {
        if (!announced || keyFormat == PrintedFormat.NOTHING && record.key() != null) {
            keyFormat = PrintedFormat.of(record.key());
            if (!queue.put(
                    new Event.Line(
                            "Key format: " + (key == null ? keyFormat.text() : key.format())))) {
                return false;
            }
        }
        if (!announced || valueFormat == PrintedFormat.NOTHING && record.value() != null) {
            valueFormat = PrintedFormat.of(record.value());
            if (!queue.put(
                    new Event.Line(
                            "Value format: "
                                    + (value == null ? valueFormat.text() : value.format())))) {
                return false;
            }
        }
        announced = true;
        return true;
    }

    @Override
    public boolean caughtUp() {
        return true;
    }
}
