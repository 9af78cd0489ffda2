// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.migrate.log;

import dev.bottledwater.cli.console.CommandFailedException;
import dev.bottledwater.cli.console.ExitCode;

import java.util.ArrayList;
import java.util.List;

/** A log with the machine's time. */
public final class MemoryLog implements EventLog {
    private final List<Event> events = new ArrayList<>();
    private boolean away;

    @Override
    public void create() {
        // There is always one.
    }

    @Override
    public synchronized List<Event> read() {
        return List.copyOf(events);
    }

    /** Whether writing fails, as when the server can't be reached. */
    synchronized void away(boolean now) {
        away = now;
    }

    @Override
    public synchronized void append(Event event) {
        if (away) {
            throw new CommandFailedException(ExitCode.UNAVAILABLE, "away");
        }
        happens(event);
    }

    /** Writes what somebody else does. */
    synchronized void happens(Event event) {
        events.add(at(System.currentTimeMillis(), event));
    }

    static Event at(long time, Event event) {
        return Event.of(time, event.values());
    }

    /** A row about a version. */
    public static Event version(int version, Event.State state, String checksum) {
        return new Event(
                0,
                Integer.toString(version),
                Integer.toString(version),
                "name",
                state.name(),
                checksum,
                "1",
                "2",
                Event.NONE,
                Event.NOTHING);
    }
}
