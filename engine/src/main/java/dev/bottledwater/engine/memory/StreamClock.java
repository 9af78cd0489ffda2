// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.memory;

/**
 * How far the time of the records has come, which closes windows. While history is read, partitions
 * come one after the other and their records out of order, so no window closes until it is read.
 */
final class StreamClock {
    private long newest = -1;
    private boolean live;

    void advance(long timestamp) {
        newest = Math.max(newest, timestamp);
    }

    /** History has been read; from now on windows close. */
    void goLive() {
        live = true;
    }

    /** The time in milliseconds; -1 while no window may close. */
    long now() {
        return live ? newest : -1;
    }
}
