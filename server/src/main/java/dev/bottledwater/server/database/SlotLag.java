// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.database;

import dev.bottledwater.connect.postgres.ConnectorSlot;

/**
 * How far a replication slot is behind its database.
 *
 * @param database {@code host:port/name}; empty for that of {@code DATABASE_URL}
 * @param slot its name
 * @param active whether somebody reads from it
 * @param behindBytes of the log that its reader has yet to confirm
 * @param keptBytes of the log that the database keeps because of it; on disk, until it is read
 * @param limitBytes how much of the log slots may keep ({@code max_slot_wal_keep_size}), after
 *     which the slot is lost; negative for no limit, which ends with a full disk
 */
public record SlotLag(
        String database,
        String slot,
        boolean active,
        long behindBytes,
        long keptBytes,
        long limitBytes) {

    /** Of the database of {@code DATABASE_URL}. */
    public SlotLag(String slot, boolean active, long behindBytes, long keptBytes, long limitBytes) {
        this("", slot, active, behindBytes, keptBytes, limitBytes);
    }

    static SlotLag of(ConnectorSlot slot) {
        return new SlotLag(
                slot.address(),
                slot.slot(),
                slot.active(),
                slot.behindBytes(),
                slot.keptBytes(),
                slot.limitBytes());
    }

    /** Tells it from the slots of other databases. */
    String key() {
        return database + " " + slot;
    }
}
