// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql.rows;

import dev.bottledwater.engine.RowStream.Kind;
import dev.bottledwater.server.web.RefusedException;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * How many bytes of results this process may send within an hour, by KSQL's names. Queries that run
 * go on; others are refused until the hour's first minutes are forgotten. Thread-safe.
 */
public final class HourlyBandwidth {
    private static final int TOO_MANY_REQUESTS = 42900;
    private static final long MEGABYTE = 1024L * 1024;
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final int MINUTES = 60;

    private final Budget pull;
    private final Budget push;

    /**
     * @param properties the server's; without KSQL's names for the limits there is none
     * @throws IllegalArgumentException for a limit that is no whole number
     */
    public HourlyBandwidth(Map<String, String> properties, InstantSource clock) {
        this.pull = new Budget(properties, "ksql.query.pull.max.hourly.bandwidth.megabytes", clock);
        this.push =
                new Budget(properties, "ksql.query.push.v2.max.hourly.bandwidth.megabytes", clock);
    }

    /** Without a limit. */
    public static HourlyBandwidth unlimited() {
        return new HourlyBandwidth(Map.of(), InstantSource.system());
    }

    /**
     * Lets a query in.
     *
     * @throws RefusedException when as much as may be was sent within the hour
     */
    void admit(Kind kind) {
        of(kind).admit();
    }

    void sent(Kind kind, long bytes) {
        of(kind).sent(bytes);
    }

    private Budget of(Kind kind) {
        return switch (kind) {
            case PULL_TABLE, PULL_STREAM -> pull;
            case PUSH, PRINT -> push;
        };
    }

    private static final class Budget {
        private final String property;
        private final long megabytes;
        private final InstantSource clock;
        private final long[] sent = new long[MINUTES];
        private long minute;

        Budget(Map<String, String> properties, String property, InstantSource clock) {
            this.property = property;
            this.clock = clock;
            this.minute = clock.millis() / MINUTE;
            String text = properties.getOrDefault(property, "" + Integer.MAX_VALUE).strip();
            if (!text.matches("[0-9]{1,10}")) {
                throw new IllegalArgumentException(
                        "%s is '%s', but must be a whole number".formatted(property, text));
            }
            this.megabytes = Long.parseLong(text);
        }

        private boolean limited() {
            return megabytes < Integer.MAX_VALUE;
        }

        void admit() {
            if (limited() && total() >= megabytes * MEGABYTE) {
                throw RefusedException.generic(
                        TOO_MANY_REQUESTS,
                        "This server has sent %d MB of such rows within an hour, which is the most that it may (%s). Try again later."
                                .formatted(megabytes, property));
            }
        }

        private synchronized long total() {
            forget();
            long total = 0;
            for (long bytes : sent) {
                total += bytes;
            }
            return total;
        }

        void sent(long bytes) {
            if (limited()) {
                synchronized (this) {
                    forget();
                    sent[Math.floorMod(minute, MINUTES)] += bytes;
                }
            }
        }

        private void forget() {
            long now = clock.millis() / MINUTE;
            for (int passed = 0; minute < now && passed < MINUTES; passed++) {
                minute++;
                sent[Math.floorMod(minute, MINUTES)] = 0;
            }
            minute = Math.max(minute, now);
        }
    }
}
