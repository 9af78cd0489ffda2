// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.migrate.log;

import java.util.Optional;

/**
 * How far the last migration came.
 *
 * @param statement the number of the one that it came to
 * @param failed whether that one is known not to have been carried out; otherwise it isn't known
 * @param checksumBefore of the statements in front of it
 */
public record Progress(
        int version, Direction direction, int statement, boolean failed, String checksumBefore) {
    private static final String DOING = "DOING";
    private static final String FAILED = "FAILED";

    /** Reads a row of the key PROGRESS; empty when it isn't one of ours. */
    static Optional<Progress> of(Event event) {
        if (event.version() == null || event.name() == null || event.previous() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Progress(
                            Integer.parseInt(event.version()),
                            Direction.valueOf(event.name()),
                            Integer.parseInt(event.previous()),
                            FAILED.equals(event.state()),
                            event.checksum() == null ? "" : event.checksum()));
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }

    /** Returns the row that says so. */
    public Event event() {
        return new Event(
                0,
                Event.PROGRESS,
                Integer.toString(version),
                direction.name(),
                failed ? FAILED : DOING,
                checksumBefore,
                "",
                "",
                Integer.toString(statement),
                Event.NOTHING);
    }
}
