// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topology;

import dev.bottledwater.engine.ProcessingLog;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a query puts the records that it can't read and those whose row failed: their bytes and
 * headers as they were, with headers that say where they come from and what is wrong. The first six
 * have the names that Kafka Streams gives them (KIP-1034); the others are ours.
 *
 * @param topic the cluster's name
 */
public record DeadLetters(String topic) {
    /** The property of a server or a statement that names the topic; empty for none. */
    public static final String PROPERTY = "bw.dead.letter.topic";

    private static final String STREAMS = "__streams.errors.";
    private static final String OURS = "__bw.errors.";

    /**
     * The logical name of a query's topic.
     *
     * @param server the server's properties
     * @param statement those of the statement, which win
     */
    public static Optional<String> topic(
            Map<String, String> server, Map<String, String> statement) {
        return Optional.ofNullable(statement.getOrDefault(PROPERTY, server.get(PROPERTY)))
                .map(String::strip)
                .filter(t -> !t.isEmpty());
    }

    /** What is told of a record beside its bytes. */
    record Cause(
            ProcessingLog.Type type,
            String query,
            String step,
            Exception failure,
            String sentence) {}

    /** The record that is being processed, as one for the topic. */
    List<ProducerRecord<byte[], byte[]>> of(ErrorHandlerContext context, Cause cause) {
        return List.of(
                record(
                        context.sourceRawKey(),
                        context.sourceRawValue(),
                        context.topic(),
                        context.partition(),
                        context.offset(),
                        context.timestamp(),
                        context.headers(),
                        cause));
    }

    /** A record as one for the topic. */
    ProducerRecord<byte[], byte[]> record(
            byte @Nullable [] key,
            byte @Nullable [] value,
            @Nullable String from,
            int partition,
            long offset,
            long timestamp,
            Headers original,
            Cause cause) {
        @SuppressWarnings("NullAway") // Kafka's records take nulls, which its signatures don't say
        var record =
                new ProducerRecord<byte[], byte[]>(
                        topic, null, timestamp < 0 ? null : timestamp, key, value);
        var headers = record.headers();
        original.forEach(headers::add);
        add(headers, STREAMS + "exception", cause.failure().getClass().getName());
        add(headers, STREAMS + "message", cause.sentence());
        add(headers, STREAMS + "topic", String.valueOf(from));
        add(headers, STREAMS + "partition", String.valueOf(partition));
        add(headers, STREAMS + "offset", String.valueOf(offset));
        add(headers, OURS + "timestamp", String.valueOf(timestamp));
        add(headers, OURS + "query", cause.query());
        add(headers, OURS + "step", cause.step());
        add(headers, OURS + "type", cause.type().name());
        return record;
    }

    private static void add(Headers headers, String name, String text) {
        headers.add(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
