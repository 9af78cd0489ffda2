// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import java.util.Map;

/** A tail that knows where its topic ends, and can be called away from waiting. */
interface LiveTail extends SourceTail {

    /** Opens such tails. */
    interface Factory extends SourceTail.Factory {
        @Override
        LiveTail open(String topic, boolean fromBeginning);

        /**
         * A tail that goes on where another was.
         *
         * @param offsets the next offset of every partition
         * @throws dev.bottledwater.engine.topic.TopicException as {@link #open}, and when the topic
         *     has other partitions now
         */
        LiveTail openAt(String topic, Map<Integer, Long> offsets);
    }

    /**
     * Where the partitions end now.
     *
     * @throws dev.bottledwater.engine.topic.TopicException when Kafka doesn't tell
     */
    Map<Integer, Long> ends();

    /**
     * Which offset of each partition is the next, after the records that were polled.
     *
     * @throws dev.bottledwater.engine.topic.TopicException when Kafka doesn't tell
     */
    Map<Integer, Long> positions();

    /** Makes a poll that waits, or else the next one, return. The only call from other threads. */
    void wakeUp();
}
