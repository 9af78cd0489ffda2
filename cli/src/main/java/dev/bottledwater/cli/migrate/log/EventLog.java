// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.migrate.log;

import java.util.List;

/** The rows about migrations that a server keeps. Safe for several threads. */
public interface EventLog {
    /** Makes the log unless there is one. */
    void create();

    /** Returns all rows in the order of the log; none when there is no log yet. */
    List<Event> read();

    /** Writes a row; when this returns, every {@link #read} that begins later returns it. */
    void append(Event event);
}
