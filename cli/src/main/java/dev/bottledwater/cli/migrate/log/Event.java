// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.migrate.log;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/**
 * A row of the stream of migrations. Columns and states of versions are those of ksql-migrations;
 * rows of the keys LOCK and PROGRESS are this program's own.
 *
 * @param time of the log, in milliseconds since 1970; 0 before it is written, and in rows of the
 *     table
 * @param key a version, or what else the row is about
 */
public record Event(
        long time,
        String key,
        @Nullable String version,
        @Nullable String name,
        @Nullable String state,
        @Nullable String checksum,
        @Nullable String startedOn,
        @Nullable String completedOn,
        @Nullable String previous,
        @Nullable String errorReason) {

    /** The key of the row that says which version is reached. */
    public static final String CURRENT = "CURRENT";

    /** The key of rows about the lock. */
    public static final String LOCK = "LOCK";

    /** The key of rows about the statements of the migration that runs. */
    public static final String PROGRESS = "PROGRESS";

    /** What stands for no version. */
    public static final String NONE = "<none>";

    /**
     * What stands for no reason: the table of ksql-migrations keeps older values where there is
     * null.
     */
    public static final String NOTHING = "N/A";

    /** The columns in the order of this record's components from {@code key} on. */
    static final List<String> COLUMNS =
            List.of(
                    "VERSION_KEY",
                    "VERSION",
                    "NAME",
                    "STATE",
                    "CHECKSUM",
                    "STARTED_ON",
                    "COMPLETED_ON",
                    "PREVIOUS",
                    "ERROR_REASON");

    /**
     * Reads a row.
     *
     * @param values one per column of {@link #COLUMNS}
     */
    public static Event of(long time, List<@Nullable String> values) {
        String key = values.get(0);
        return new Event(
                time,
                key == null ? "" : key,
                values.get(1),
                values.get(2),
                values.get(3),
                values.get(4),
                values.get(5),
                values.get(6),
                values.get(7),
                values.get(8));
    }

    /** Returns the values of {@link #COLUMNS}. */
    public List<@Nullable String> values() {
        return Arrays.asList(
                key, version, name, state, checksum, startedOn, completedOn, previous, errorReason);
    }

    /** Whether the state is this one. */
    public boolean is(State expected) {
        return expected.name().equals(state);
    }

    /** What becomes of a version. */
    public enum State {
        /** It isn't applied. */
        PENDING,
        /** It is being applied or taken back, or the program that did was killed. */
        RUNNING,
        /** It is applied. */
        MIGRATED,
        /** Some of its statements failed. */
        ERROR
    }
}
