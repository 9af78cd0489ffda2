// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.database;

import dev.bottledwater.connect.postgres.SlotLag;

import java.util.List;
import java.util.Locale;

/** Says of slots that let the database's log grow what will come of it, while there is time. */
public final class SlotWarnings {
    /** More than a connector that reads is behind for long, and little beside a database's disk. */
    static final long KEPT = 1L << 30;

    private static final long MEGABYTE = 1L << 20;

    private SlotWarnings() {}

    /**
     * A sentence for each slot that keeps more than 1 GB of the log, or half of what it may keep.
     */
    public static List<String> of(List<SlotLag> slots) {
        return slots.stream().filter(SlotWarnings::large).map(SlotWarnings::sentence).toList();
    }

    static boolean large(SlotLag slot) {
        long bearable = slot.limitBytes() < 0 ? KEPT : Math.min(KEPT, slot.limitBytes() / 2);
        return slot.keptBytes() > bearable;
    }

    private static String sentence(SlotLag slot) {
        String end =
                slot.limitBytes() < 0
                        ? "which grows until its disk is full"
                        : "of at most "
                                + megabytes(slot.limitBytes())
                                + ", after which its connector must begin anew";
        String remedy =
                slot.active()
                        ? "Its connector reads, but too slowly or changes of other tables only: see that it runs, and that it has"
                                + " heartbeat.interval.ms."
                        : "Nobody reads it: start its connector, or drop it with SELECT pg_drop_replication_slot('"
                                + slot.slot().replace("'", "''")
                                + "').";
        return "The replication slot "
                + slot.slot()
                + " makes the database "
                + (slot.database().isEmpty() ? "" : slot.database() + " ")
                + "keep "
                + megabytes(slot.keptBytes())
                + " of its log, "
                + end
                + ". "
                + remedy;
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,d MB", bytes / MEGABYTE);
    }
}
