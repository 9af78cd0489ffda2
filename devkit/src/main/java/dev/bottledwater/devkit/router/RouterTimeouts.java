// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.router;

import java.time.Duration;

/**
 * How long the router waits.
 *
 * @param firstByte for the first byte of an answer, else H12
 * @param idle for the next byte of either side, else H15
 * @param connect for a dyno to take the connection
 */
public record RouterTimeouts(Duration firstByte, Duration idle, Duration connect) {
    /** 30 s to the first byte, then 55 s from byte to byte. */
    public static RouterTimeouts heroku() {
        return new RouterTimeouts(
                Duration.ofSeconds(30), Duration.ofSeconds(55), Duration.ofSeconds(5));
    }
}
