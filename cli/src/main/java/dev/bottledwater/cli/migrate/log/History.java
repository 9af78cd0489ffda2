// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.migrate.log;

import dev.bottledwater.cli.migrate.log.Event.State;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was applied.
 *
 * @param versions the last row of each version
 * @param progress of the last migration that was begun; null when there was none
 */
public record History(
        SortedMap<Integer, Event> versions, @Nullable Progress progress, LockState lock) {

    /** Reads a log. */
    public static History of(List<Event> events) {
        SortedMap<Integer, Event> versions = new TreeMap<>();
        Progress progress = null;
        for (Event event : events) {
            if (event.key().equals(Event.PROGRESS)) {
                progress = Progress.of(event).orElse(progress);
            } else {
                int version = version(event.key());
                if (version > 0) {
                    versions.put(version, event);
                }
            }
        }
        return new History(versions, progress, LockState.of(events));
    }

    private static int version(String key) {
        try {
            return Integer.parseInt(key);
        } catch (NumberFormatException other) {
            return 0;
        }
    }

    /** Returns the highest version that is applied; 0 when none is. */
    public int current() {
        return below(Integer.MAX_VALUE);
    }

    /** Returns the highest applied version that is lower than another; 0 when none is. */
    public int below(int version) {
        return versions.headMap(version).entrySet().stream()
                .filter(entry -> entry.getValue().is(State.MIGRATED))
                .mapToInt(entry -> entry.getKey())
                .max()
                .orElse(0);
    }

    /** Whether a version is applied. */
    public boolean applied(int version) {
        Event event = versions.get(version);
        return event != null && event.is(State.MIGRATED);
    }

    /** Whether a version was begun, in either direction, and not ended. */
    public boolean unfinished(int version) {
        Event event = versions.get(version);
        return event != null && (event.is(State.RUNNING) || event.is(State.ERROR));
    }

    /** Returns how far an unfinished version came; empty when it isn't one or that isn't known. */
    public Optional<Progress> progress(int version) {
        return Optional.ofNullable(progress)
                .filter(known -> unfinished(version) && known.version() == version);
    }
}
