// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

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
    private static final String QUERY =
            """
            SELECT slot_name, active,
              coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn), 0)::bigint,
              coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn), 0)::bigint,
              coalesce((SELECT pg_size_bytes(current_setting(name)) FROM pg_settings
                WHERE name = 'max_slot_wal_keep_size' AND setting <> '-1'), -1)
            FROM pg_replication_slots
            WHERE slot_type = 'logical' AND database = current_database()
            ORDER BY slot_name""";

    /** Of the database of {@code DATABASE_URL}. */
    public SlotLag(String slot, boolean active, long behindBytes, long keptBytes, long limitBytes) {
        this("", slot, active, behindBytes, keptBytes, limitBytes);
    }

    /**
     * Reads those of all logical slots of the database that is connected to.
     *
     * @param database as {@link #database}
     * @return by the names of the slots
     */
    public static List<SlotLag> read(Connection connection, String database) throws SQLException {
        List<SlotLag> lags = new ArrayList<>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(QUERY)) {
            while (rows.next()) {
                lags.add(
                        new SlotLag(
                                database,
                                rows.getString(1),
                                rows.getBoolean(2),
                                rows.getLong(3),
                                rows.getLong(4),
                                rows.getLong(5)));
            }
        }
        return List.copyOf(lags);
    }

    /** Tells it from the slots of other databases. */
    public String key() {
        return database + " " + slot;
    }
}
