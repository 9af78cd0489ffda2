// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

/** What a user may do; each role includes those before it. */
public enum Role {
    /** Reads: queries, listings, statuses. */
    VIEWER,
    /** Also changes streams, tables, queries and connectors. */
    EDITOR,
    /** Also changes the server itself. */
    ADMIN;

    /** Says whether a user of this role may do what {@code needed} may do. */
    public boolean includes(Role needed) {
        return compareTo(needed) >= 0;
    }
}
