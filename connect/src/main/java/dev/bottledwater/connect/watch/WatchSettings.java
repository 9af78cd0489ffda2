// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.watch;

import dev.bottledwater.connect.failure.Backoff;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;

/**
 * How connectors are looked after.
 *
 * @param look the time between two looks
 * @param patience how long what may be in order for a moment lasts before it is a problem
 * @param stuck how long a task may have records that don't get into Kafka
 * @param restarts the pauses before what failed is restarted; null where it isn't
 */
public record WatchSettings(
        Duration look, Duration patience, Duration stuck, @Nullable Backoff restarts) {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);

    /** Slow enough to cost nothing. */
    public static final WatchSettings USUAL = usual(Optional.of(Duration.ofMinutes(5)));

    /**
     * The usual ones.
     *
     * @param longestPause before a restart; empty where nothing is restarted
     */
    public static WatchSettings usual(Optional<Duration> longestPause) {
        return new WatchSettings(
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                longestPause
                        .map(
                                longest ->
                                        new Backoff(
                                                longest.compareTo(FIRST_PAUSE) < 0
                                                        ? longest
                                                        : FIRST_PAUSE,
                                                longest))
                        .orElse(null));
    }
}
