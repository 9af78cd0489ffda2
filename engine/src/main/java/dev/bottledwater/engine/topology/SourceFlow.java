// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topology;

import dev.bottledwater.engine.ProcessingLog;
import dev.bottledwater.engine.format.ValueUse;
import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.operator.RecordPosition;
import dev.bottledwater.engine.operator.SourceLayout;
import dev.bottledwater.engine.operator.StepErrors;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.plan.ScanColumn;
import dev.bottledwater.sql.plan.ScannedSource;
import dev.bottledwater.sql.schema.SourceKind;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Reads a topic into flat rows. Bytes that can't be decoded fail in the deserialisers, which ends
 * in the deserialisation handler and not in the query.
 */
final class SourceFlow {
    private static final Row NO_KEY = Row.of();

    private final QueryScope scope;
    private final String name;
    private final ScannedSource source;
    private final String topic;
    private final SourceLayout layout;
    private final boolean decodesKeys;

    /**
     * @param uses how much of each column later steps use
     * @param keyUsed whether a later step sees the records' keys
     */
    SourceFlow(
            QueryScope scope,
            String name,
            ScannedSource source,
            List<ScanColumn> columns,
            List<ValueUse> uses,
            boolean keyUsed) {
        this.scope = scope;
        this.name = name;
        this.source = source;
        this.topic = scope.names().physicalTopic(source.topic());
        this.layout = SourceLayout.of(source, columns, uses, scope.formats(), topic);
        this.decodesKeys = keyUsed || layout.readsKey() || layout.keyCanFail();
    }

    RowFlow<?> build(StreamsBuilder builder, AutoOffsetReset offsetReset) {
        Consumed<Object, @Nullable Object @Nullable []> consumed =
                Consumed.with(keySerde(), valueSerde())
                        .withName(name + "-Source")
                        .withOffsetResetPolicy(offsetReset);
        if (layout.hasTimestampColumn()) {
            consumed = consumed.withTimestampExtractor(timestampExtractor());
        }
        return RowFlow.of(
                scope, builder.stream(topic, consumed), RowChain.of(scope, name, this::row));
    }

    private void row(
            @Nullable Object key,
            @Nullable Object @Nullable [] value,
            long timestamp,
            Headers headers,
            StepErrors errors,
            RowTarget next) {
        if (key == null && source.kind() == SourceKind.TABLE) {
            throw new FailedRowException(
                    name,
                    "A record of the table %s has no key; it is skipped".formatted(source.name()));
        }
        if (value == null) {
            next.accept(null);
            return;
        }
        next.accept(
                layout.complete(
                        Keys.row(key),
                        value,
                        timestamp,
                        layout.readsPosition() ? errors.position().get() : RecordPosition.NONE,
                        headers,
                        Keys.windowStart(key),
                        Keys.windowEnd(key)));
    }

    /** Keys without their columns' bytes can't be written back: sources are only read. */
    private Serde<Object> keySerde() {
        Deserializer<@Nullable Row> rows =
                decodesKeys
                        ? (_, data) -> layout.key(data)
                        : (_, data) -> data == null ? null : NO_KEY;
        Serializer<@Nullable Row> unused =
                (_, _) -> {
                    throw new UnsupportedOperationException("a source is only read");
                };
        return Keys.serde(Serdes.serdeFrom(unused, rows), source.window());
    }

    private Serde<@Nullable Object @Nullable []> valueSerde() {
        Deserializer<@Nullable Object @Nullable []> values = (_, data) -> layout.value(data);
        Serializer<@Nullable Object @Nullable []> unused =
                (_, _) -> {
                    throw new UnsupportedOperationException("a source is only read");
                };
        return Serdes.serdeFrom(unused, values);
    }

    /** A negative time makes Kafka Streams skip the record. */
    private TimestampExtractor timestampExtractor() {
        return (ConsumerRecord<Object, Object> record, long _) -> {
            try {
                return layout.timestamp(
                        Keys.row(record.key()),
                        (@Nullable Object[]) record.value(),
                        record.timestamp());
            } catch (IllegalArgumentException e) {
                new StepErrors(
                                scope,
                                name,
                                () ->
                                        new RecordPosition(
                                                record.topic(),
                                                record.partition(),
                                                record.offset()))
                        .report(
                                ProcessingLog.Type.RECORD_PROCESSING_ERROR,
                                String.valueOf(e.getMessage()));
                return -1;
            }
        };
    }
}
