// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import java.time.Duration;
import java.util.Set;

/** The records of one topic, read from a position on. Used by one thread at a time. */
interface SourceTail extends AutoCloseable {

    /** Opens tails. */
    interface Factory {
        /**
         * @param topic the cluster's name of the topic
         * @param fromBeginning else from the end that the topic has now
         * @throws IllegalArgumentException when there is no such topic
         * @throws dev.bottledwater.engine.topic.TopicException when Kafka doesn't let it be read
         */
        SourceTail open(String topic, boolean fromBeginning);
    }

    /**
     * The next records; none when none came within the timeout.
     *
     * @throws dev.bottledwater.engine.topic.TopicException when the topic can't be read any more,
     *     or isn't what it was
     */
    Iterable<ConsumerRecord<byte[], byte[]>> poll(Duration timeout);

    /** Whether all records were read that were there when the tail was opened. */
    boolean caughtUp();

    /** The partitions that were not read so far yet; of a tail that doesn't tell them apart, 0. */
    default Set<Integer> behind() {
        return caughtUp() ? Set.of() : Set.of(0);
    }

    @Override
    void close();
}
