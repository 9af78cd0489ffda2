// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * Where bad records and failing expressions go. An entry names the record by topic, partition and
 * offset and never holds the record's data unless that was asked for.
 */
public interface ProcessingLog {

    /** Kinds of entries, with KSQL's numbers as ordinals. */
    enum Type {
        DESERIALIZATION_ERROR,
        RECORD_PROCESSING_ERROR,
        PRODUCTION_ERROR,
        SERIALIZATION_ERROR,
        KAFKA_STREAMS_THREAD_ERROR
    }

    /**
     * One entry.
     *
     * @param queryId the query that met the record
     * @param step the plan step, such as {@code Project}
     * @param topic logical topic, null when no record is at hand
     * @param partition -1 without a record
     * @param offset -1 without a record
     * @param message what is wrong, in one sentence
     */
    record Entry(
            Type type,
            String queryId,
            String step,
            @Nullable String topic,
            int partition,
            long offset,
            String message) {
        public Entry {
            Objects.requireNonNull(type);
            Objects.requireNonNull(queryId);
            Objects.requireNonNull(step);
            Objects.requireNonNull(message);
        }
    }

    /** Takes an entry; never blocks for long and never throws. */
    void log(Entry entry);
}
