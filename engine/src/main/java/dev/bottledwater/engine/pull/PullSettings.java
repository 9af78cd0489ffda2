// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.pull;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How a pull query finds its rows.
 *
 * @param standbys whether copies that aren't the latest will do where the latest can't be had
 * @param mostBehind how many records such a copy may be behind
 * @param patience how long partitions that are moving are waited for: after that time Kafka has
 *     noticed that an instance is gone
 */
record PullSettings(boolean standbys, long mostBehind, Duration patience) {
    private static final String STANDBYS = "ksql.query.pull.enable.standby.reads";
    private static final String MOST_BEHIND = "ksql.query.pull.max.allowed.offset.lag";
    private static final String SESSION = "ksql.streams.consumer.session.timeout.ms";
    private static final long DEFAULT_SESSION = 10_000;

    /**
     * @param statement the statement's properties, which win
     * @throws IllegalArgumentException for a value that is no number
     */
    static PullSettings of(Map<String, String> server, Map<String, String> statement) {
        var all = new HashMap<>(server);
        all.putAll(statement);
        return new PullSettings(
                Boolean.parseBoolean(all.getOrDefault(STANDBYS, "false").strip()),
                number(all, MOST_BEHIND, Long.MAX_VALUE),
                Duration.ofMillis(number(server, SESSION, DEFAULT_SESSION)));
    }

    private static long number(Map<String, String> properties, String name, long otherwise) {
        var text = properties.get(name);
        try {
            return text == null ? otherwise : Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "%s is %s, but must be a whole number".formatted(name, text), e);
        }
    }
}
