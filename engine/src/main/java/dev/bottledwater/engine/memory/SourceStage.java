// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.memory;

import dev.bottledwater.engine.ProcessingLog;
import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.operator.RecordPosition;
import dev.bottledwater.engine.operator.SourceLayout;
import dev.bottledwater.engine.operator.SourceUses;
import dev.bottledwater.engine.operator.StepErrors;
import dev.bottledwater.engine.physical.Step;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.engine.topology.Keys;
import dev.bottledwater.sql.plan.ScanColumn;
import dev.bottledwater.sql.plan.ScannedSource;
import dev.bottledwater.sql.schema.SourceKind;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

import java.util.List;

/** Where rows of one source come in: decodes its topic's records. Not thread-safe. */
final class SourceStage {
    private static final Headers NO_HEADERS = new RecordHeaders();

    private final ScannedSource source;
    private final String topic;
    private final SourceLayout layout;
    private final WindowedKeys keys;
    private final StepErrors errors;
    private final Stage next;

    private SourceStage(
            ScannedSource source,
            String topic,
            SourceLayout layout,
            StepErrors errors,
            Stage next) {
        this.source = source;
        this.topic = topic;
        this.layout = layout;
        this.keys = new WindowedKeys(source.window());
        this.errors = errors;
        this.next = next;
    }

    /**
     * @param uses of the whole plan
     */
    static SourceStage of(
            Step step,
            ScannedSource source,
            List<ScanColumn> columns,
            SourceUses uses,
            QueryScope scope,
            StepErrors errors,
            Stage next) {
        var topic = scope.names().physicalTopic(source.topic());
        var layout =
                SourceLayout.of(source, columns, uses.columns(step.name()), scope.formats(), topic);
        return new SourceStage(source, topic, layout, errors, next);
    }

    /** The cluster's name of the topic that is read. */
    String topic() {
        return topic;
    }

    boolean isTable() {
        return source.kind() == SourceKind.TABLE;
    }

    boolean isWindowed() {
        return source.window() != null;
    }

    /** Takes a record; one that can't be decoded goes to the processing log. */
    void accept(ConsumerRecord<byte[], byte[]> record, RecordPosition position) {
        Object key;
        @Nullable Object[] value;
        try {
            key = keys.read(record.key(), layout::key);
            value = layout.value(record.value());
        } catch (RowFormatException e) {
            errors.report(ProcessingLog.Type.DESERIALIZATION_ERROR, String.valueOf(e.getMessage()));
            return;
        }
        if (key == null && isTable()) {
            errors.report(
                    ProcessingLog.Type.RECORD_PROCESSING_ERROR,
                    "A record of the table %s has no key; it is skipped".formatted(source.name()));
            return;
        }
        accept(key, value, record.timestamp(), record.headers(), position);
    }

    /** Takes a row that is decoded already: all key columns, then all value columns. */
    void accept(Object key, Row row, long recordTimestamp) {
        accept(key, layout.value(row), recordTimestamp, NO_HEADERS, RecordPosition.NONE);
    }

    private void accept(
            @Nullable Object key,
            @Nullable Object @Nullable [] value,
            long recordTimestamp,
            Headers headers,
            RecordPosition position) {
        long timestamp;
        try {
            timestamp = layout.timestamp(Keys.row(key), value, recordTimestamp);
        } catch (IllegalArgumentException e) {
            errors.report(
                    ProcessingLog.Type.RECORD_PROCESSING_ERROR, String.valueOf(e.getMessage()));
            return;
        }
        var row =
                value == null
                        ? null
                        : layout.complete(
                                Keys.row(key),
                                value,
                                timestamp,
                                position,
                                headers,
                                Keys.windowStart(key),
                                Keys.windowEnd(key));
        next.accept(key, row, timestamp);
    }
}
