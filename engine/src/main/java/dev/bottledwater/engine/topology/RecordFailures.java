// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topology;

import dev.bottledwater.engine.ProcessingLog;
import dev.bottledwater.engine.ProcessingLog.Entry;
import dev.bottledwater.engine.ProcessingLog.Type;
import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.registry.SchemaRegistryException;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Where the exception handlers of one query report. Kafka Streams makes handlers by their class, so
 * this comes to them as an object in the configuration.
 *
 * @param scope the query
 * @param deadLetters where bad records go, null for nowhere
 */
public record RecordFailures(QueryScope scope, @Nullable DeadLetters deadLetters) {
    /** The configuration entry that holds it. */
    public static final String CONFIG = "bottledwater.record.failures";

    public RecordFailures {
        Objects.requireNonNull(scope);
    }

    /** Without dead letters. */
    public RecordFailures(QueryScope scope) {
        this(scope, null);
    }

    static RecordFailures from(Map<String, ?> configs) {
        return (RecordFailures)
                Objects.requireNonNull(configs.get(CONFIG), "the configuration lacks " + CONFIG);
    }

    /**
     * Logs a failure of the record that is being processed.
     *
     * @return the dead letters to write for it, none where there is no topic for them
     */
    List<ProducerRecord<byte[], byte[]>> bury(
            ErrorHandlerContext context,
            Type type,
            String step,
            Exception failure,
            String sentence) {
        log(type, step, context.topic(), context.partition(), context.offset(), sentence);
        var letters = deadLetters;
        return letters == null
                ? List.of()
                : letters.of(
                        context,
                        new DeadLetters.Cause(type, scope.queryId(), step, failure, sentence));
    }

    void log(
            Type type,
            String step,
            @Nullable String topic,
            int partition,
            long offset,
            String text) {
        ProcessingLog log = scope.log();
        log.log(
                new Entry(
                        type,
                        scope.queryId(),
                        step,
                        topic == null ? null : scope.names().logicalTopic(topic),
                        partition,
                        offset,
                        text));
    }

    /** A sentence about a failure; only our own exceptions are known to hold no data. */
    static String sentence(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RowFormatException
                    || cause instanceof UnusableSchemaException
                    || cause instanceof SchemaRegistryException) {
                return String.valueOf(cause.getMessage());
            }
        }
        return failure.getClass().getSimpleName();
    }
}
