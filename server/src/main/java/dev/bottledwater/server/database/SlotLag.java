// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.database;

/**
 * How far a replication slot is behind its database.
 *
 * @param slot its name
 * @param active whether somebody reads from it
 * @param behindBytes of the log that its reader has yet to confirm
 * @param keptBytes of the log that the database keeps because of it; on disk, until it is read
 * @param limitBytes how much of the log slots may keep ({@code max_slot_wal_keep_size}), after
 *     which the slot is lost; negative for no limit, which ends with a full disk
 */
public record SlotLag(
        String slot, boolean active, long behindBytes, long keptBytes, long limitBytes) {}
