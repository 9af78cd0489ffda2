// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import org.jspecify.annotations.Nullable;

/**
 * PRINT.
 *
 * @param topic logical topic
 * @param interval every how many records one is printed; 1 for all
 * @param limit null: none
 */
public record PrintRequest(
        String topic, boolean fromBeginning, long interval, @Nullable Long limit) {
    public PrintRequest {
        if (interval < 1) {
            throw new IllegalArgumentException("INTERVAL must be at least 1, but was " + interval);
        }
    }
}
