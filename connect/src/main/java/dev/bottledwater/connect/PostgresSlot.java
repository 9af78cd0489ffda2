// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/**
 * The replication slot of a Debezium connector. It outlives its connector, and a slot that nobody
 * reads makes the database keep its log until the disk is full.
 */
record PostgresSlot(PostgresDriver driver) {

    /**
     * Drops it where nobody reads from it.
     *
     * @param config the connector's, with values put in; null where there is no connector
     */
    SlotDrop drop(@Nullable Map<String, String> config) {
        if (config == null) {
            return new SlotDrop.NoConnector();
        }
        if (!PostgresDriver.isFor(config)) {
            return new SlotDrop.NotPostgres();
        }
        String slot = config.getOrDefault("slot.name", "debezium");
        try (Connection connection = driver.connect(config)) {
            return connection == null
                    ? new SlotDrop.Refused("The driver doesn't take the database's address.")
                    : drop(connection, slot);
        } catch (SQLException e) {
            return new SlotDrop.Refused(
                    String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        } catch (ReflectiveOperationException e) {
            return new SlotDrop.Refused("Debezium's connector for Postgres isn't installed here.");
        }
    }

    private static SlotDrop drop(Connection connection, String slot) throws SQLException {
        try (PreparedStatement ask =
                connection.prepareStatement(
                        "SELECT active FROM pg_replication_slots WHERE slot_name = ?")) {
            ask.setString(1, slot);
            try (ResultSet found = ask.executeQuery()) {
                if (!found.next()) {
                    return new SlotDrop.Absent(slot);
                }
                if (found.getBoolean(1)) {
                    return new SlotDrop.InUse(slot);
                }
            }
        }
        // Postgres itself refuses a slot that somebody has begun to read from in between.
        try (PreparedStatement drop =
                connection.prepareStatement("SELECT pg_drop_replication_slot(?)")) {
            drop.setString(1, slot);
            drop.execute();
        }
        return new SlotDrop.Dropped(slot);
    }
}
