// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.operator;

import java.time.Instant;

/** What the processing log is told of rows that are left out. */
public final class LeftOutRows {
    private LeftOutRows() {}

    /**
     * Of a row that comes too late.
     *
     * @param what that had closed
     * @param newest the time of the newest row
     */
    public static String late(long time, String what, long newest, long grace) {
        return "A row came too late and was left out: its time is %s, but %s closed before, as there are rows of %s already and GRACE PERIOD is %d ms"
                .formatted(Instant.ofEpochMilli(time), what, Instant.ofEpochMilli(newest), grace);
    }

    /** Of a row that can have no partner. */
    public static String nullKey() {
        return "A row was left out of the join: what it is to be joined on is null";
    }
}
