// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import java.util.Map;

/**
 * What transient queries may take of this process.
 *
 * @param stateEntries how many rows and groups one query may keep in memory
 * @param stateBytes how many bytes the rows and groups of all queries may take, by estimate
 * @param topicReads how many pull queries may read a topic from its beginning at a time
 */
record TransientLimits(int stateEntries, long stateBytes, int topicReads) {
    /** How many rows and groups one query may keep in memory. */
    static final String STATE = "bw.transient.max.state.entries";

    /** How many bytes the rows and groups of all queries may take. */
    static final String STATE_BYTES = "bw.transient.max.state.bytes";

    /** How many pull queries that no store answers may run at a time. */
    static final String TOPIC_READS = "bw.pull.max.topic.reads";

    private static final int DEFAULT_STATE = 100_000;

    private static final int HEAP_SHARE = 4;

    /** Each has a consumer and reads a whole topic over the network. */
    private static final int DEFAULT_TOPIC_READS = 4;

    /**
     * @param properties the server's
     * @throws IllegalArgumentException for a limit that is no whole number from 0 on
     */
    static TransientLimits of(Map<String, String> properties) {
        return new TransientLimits(
                (int) number(properties, STATE, DEFAULT_STATE, Integer.MAX_VALUE),
                number(
                        properties,
                        STATE_BYTES,
                        Runtime.getRuntime().maxMemory() / HEAP_SHARE,
                        Long.MAX_VALUE),
                (int) number(properties, TOPIC_READS, DEFAULT_TOPIC_READS, Integer.MAX_VALUE));
    }

    private static long number(
            Map<String, String> properties, String name, long otherwise, long most) {
        var text = properties.getOrDefault(name, "" + otherwise).strip();
        if (!text.matches("[0-9]{1,18}") || Long.parseLong(text) > most) {
            throw new IllegalArgumentException(
                    "%s is '%s', but must be a whole number from 0 to %d"
                            .formatted(name, text, most));
        }
        return Long.parseLong(text);
    }
}
