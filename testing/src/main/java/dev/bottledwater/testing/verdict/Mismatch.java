// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.verdict;

/**
 * Something in a case that isn't as expected.
 *
 * @param what where it is wrong, such as {@code record 0 of O, value.W}
 */
public record Mismatch(Tier tier, Kind kind, String what, String expected, String actual) {

    /** What went wrong, for grouping; most severe first. */
    public enum Kind {
        /** A statement was refused that must not be. */
        REFUSED,
        /** All ran where a failure is expected. */
        RAN,
        /** It failed while records were processed. */
        BROKE,
        /** A topic holds another number of records. */
        COUNT,
        /** A record is another one. */
        RECORD,
        /** Catalog or topics are in another state afterwards. */
        STATE,
        /** It fails rightly, but says so in other words. */
        MESSAGE
    }

    @Override
    public String toString() {
        return "%s: expected %s but was %s".formatted(what, expected, actual).replace("\n", "\\n");
    }
}
