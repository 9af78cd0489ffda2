// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.dyno;

import java.time.Duration;

/**
 * What a dyno may use. One that needs more memory is killed at once: Heroku would let it swap up to
 * twice as much first, with an error in the log.
 *
 * @param memoryBytes memory, the pages of files that it reads included; nothing is swapped
 * @param threads processes and threads together
 * @param stopGrace the time between SIGTERM and SIGKILL
 */
public record DynoLimits(long memoryBytes, int threads, Duration stopGrace) {
    private static final long MEBIBYTE = 1 << 20;

    /** Checks that all are positive. */
    public DynoLimits {
        if (memoryBytes <= 0 || threads <= 0 || stopGrace.isNegative()) {
            throw new IllegalArgumentException("The limits of a dyno must be positive.");
        }
    }

    /** The smallest dynos of Heroku: 512 MB, 256 threads, 30 seconds. */
    public static DynoLimits standard1x() {
        return new DynoLimits(512 * MEBIBYTE, 256, Duration.ofSeconds(30));
    }

    /** The same with another amount of memory. */
    public DynoLimits withMemoryMebibytes(long chosen) {
        return new DynoLimits(chosen * MEBIBYTE, threads, stopGrace);
    }

    /** The same with another time between SIGTERM and SIGKILL. */
    public DynoLimits withStopGrace(Duration chosen) {
        return new DynoLimits(memoryBytes, threads, chosen);
    }
}
