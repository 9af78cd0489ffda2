// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import java.util.Map;

/**
 * What transient queries may take of this process.
 *
 * @param stateEntries how many rows and groups one query may keep in memory
 * @param topicReads how many pull queries may read a topic from its beginning at a time
 */
record TransientLimits(int stateEntries, int topicReads) {
    /** How many rows and groups one query may keep in memory. */
    static final String STATE = "bw.transient.max.state.entries";

    /** How many pull queries that no store answers may run at a time. */
    static final String TOPIC_READS = "bw.pull.max.topic.reads";

    private static final int DEFAULT_STATE = 100_000;

    /** Each has a consumer and reads a whole topic over the network. */
    private static final int DEFAULT_TOPIC_READS = 4;

    /**
     * @param properties the server's
     * @throws IllegalArgumentException for a limit that is no whole number from 0 on
     */
    static TransientLimits of(Map<String, String> properties) {
        return new TransientLimits(
                number(properties, STATE, DEFAULT_STATE),
                number(properties, TOPIC_READS, DEFAULT_TOPIC_READS));
    }

    private static int number(Map<String, String> properties, String name, int otherwise) {
        var text = properties.getOrDefault(name, "" + otherwise).strip();
        if (!text.matches("[0-9]{1,10}") || Long.parseLong(text) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "%s is '%s', but must be a whole number from 0 to %d"
                            .formatted(name, text, Integer.MAX_VALUE));
        }
        return Integer.parseInt(text);
    }
}
