// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.postgres;

/**
 * How far the replication slot of a connector is behind its database.
 *
 * @param connector its name
 * @param host of the database, as the connector's settings have it
 * @param port of the database
 * @param database its name
 * @param slot the slot's name
 * @param active whether somebody reads from it
 * @param behindBytes of the log that its reader has yet to confirm
 * @param keptBytes of the log that the database keeps because of it
 * @param limitBytes how much of the log slots may keep; negative for no limit
 */
public record ConnectorSlot(
        String connector,
        String host,
        String port,
        String database,
        String slot,
        boolean active,
        long behindBytes,
        long keptBytes,
        long limitBytes) {

    /** The database as people write it. */
    public String address() {
        return "%s:%s/%s".formatted(host, port, database);
    }
}
