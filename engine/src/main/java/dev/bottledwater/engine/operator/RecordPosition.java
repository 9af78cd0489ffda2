// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.operator;

import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.jspecify.annotations.Nullable;

/**
 * Where the record that is being processed came from.
 *
 * @param topic the cluster's name of the topic; null when no record is at hand
 * @param partition -1 without a record
 * @param offset -1 without a record
 */
public record RecordPosition(@Nullable String topic, int partition, long offset) {
    public static final RecordPosition NONE = new RecordPosition(null, -1, -1);

    /** Of the record that Kafka Streams is processing; {@link #NONE} when there is none. */
    public static RecordPosition of(ProcessingContext context) {
        return context.recordMetadata()
                .map(m -> new RecordPosition(m.topic(), m.partition(), m.offset()))
                .orElse(NONE);
    }
}
