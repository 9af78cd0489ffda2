// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import dev.bottledwater.engine.RowStream.Event;

import org.apache.kafka.clients.consumer.ConsumerRecord;

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
    private PrintedFormat keyFormat = PrintedFormat.TEXT;
    private PrintedFormat valueFormat = PrintedFormat.TEXT;

    PrintReader(PrintRequest request, EventQueue queue) {
        this.request = request;
        this.queue = queue;
    }

    @Override
    public boolean accept(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        if (!guess(record)) {
            return false;
        }
        if (seen++ % request.interval() != 0) {
            return true;
        }
        var line =
                "rowtime: %s, key: %s, value: %s, partition: %d"
                        .formatted(
                                TIME.format(Instant.ofEpochMilli(record.timestamp())),
                                keyFormat.print(record.key()),
                                valueFormat.print(record.value()),
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
    private boolean guess(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        if (!announced || keyFormat == PrintedFormat.NOTHING && record.key() != null) {
            keyFormat = PrintedFormat.of(record.key());
            if (!queue.put(new Event.Line("Key format: " + keyFormat.text()))) {
                return false;
            }
        }
        if (!announced || valueFormat == PrintedFormat.NOTHING && record.value() != null) {
            valueFormat = PrintedFormat.of(record.value());
            if (!queue.put(new Event.Line("Value format: " + valueFormat.text()))) {
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
