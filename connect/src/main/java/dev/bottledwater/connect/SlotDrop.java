// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

/** What came of dropping a connector's replication slot. */
public sealed interface SlotDrop {

    /** It is gone. */
    record Dropped(String slot) implements SlotDrop {}

    /** There was none. */
    record Absent(String slot) implements SlotDrop {}

    /** Somebody reads from it, so it was left alone. */
    record InUse(String slot) implements SlotDrop {}

    /** The connector has no slot. */
    record NotPostgres() implements SlotDrop {}

    /** There is no such connector. */
    record NoConnector() implements SlotDrop {}

    /**
     * The database can't be asked, or doesn't let its user do that.
     *
     * @param reason without secrets
     */
    record Refused(String reason) implements SlotDrop {}
}
