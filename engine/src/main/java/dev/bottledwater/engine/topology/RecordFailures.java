// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topology;

import dev.bottledwater.engine.ProcessingLog;
import dev.bottledwater.engine.ProcessingLog.Entry;
import dev.bottledwater.engine.ProcessingLog.Type;
import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.registry.SchemaRegistryException;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Objects;

/**
 * Where the exception handlers of one query report. Kafka Streams makes handlers by their class, so
 * this comes to them as an object in the configuration.
 *
 * @param scope the query
 */
public record RecordFailures(QueryScope scope) {
    /** The configuration entry that holds it. */
    public static final String CONFIG = "bottledwater.record.failures";

    public RecordFailures {
        Objects.requireNonNull(scope);
    }

    static RecordFailures from(Map<String, ?> configs) {
        return (RecordFailures)
                Objects.requireNonNull(configs.get(CONFIG), "the configuration lacks " + CONFIG);
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
