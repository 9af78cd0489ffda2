// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.plan;

import dev.bottledwater.sql.schema.KeyWindow;

import org.jspecify.annotations.Nullable;

/**
 * How an aggregation is windowed; all durations in milliseconds.
 *
 * @param size window size; for sessions the inactivity gap
 * @param advance hop of a hopping window, equal to size for the others
 * @param retention null: as large as needed
 * @param grace null: KSQL's default of 24 hours
 * @param emitFinal one result per window, when it closes
 */
public record Windowing(
        KeyWindow.Type type,
        long size,
        long advance,
        @Nullable Long retention,
        @Nullable Long grace,
        boolean emitFinal) {

    public KeyWindow keyWindow() {
        return new KeyWindow(type, type == KeyWindow.Type.SESSION ? null : size);
    }
}
