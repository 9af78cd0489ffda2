// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.postgres;

/**
 * The replication slot of a connector.
 *
 * @param connector its name
 * @param lag how far it is behind
 */
public record ConnectorSlot(String connector, ConnectorDatabase database, SlotLag lag) {}
