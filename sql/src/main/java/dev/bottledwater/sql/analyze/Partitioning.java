// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.analyze;

import dev.bottledwater.sql.property.Formats;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.FormatSpec;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/**
 * By which bytes rows are spread over partitions. Two sides of a join must be spread alike, and
 * keys that are equal have different bytes in different formats.
 *
 * @param free whether the rows have a new key and are yet to be spread
 * @param format how the keys are written, null for the engine's own format
 */
record Partitioning(boolean free, @Nullable FormatSpec format) {
    static final Partitioning FREE = new Partitioning(true, null);

    static Partitioning by(@Nullable FormatSpec format) {
        return new Partitioning(false, format);
    }

    /**
     * How two sides come together.
     *
     * @param format of the keys on the way into the join, null for the engine's own
     */
    record Meeting(@Nullable FormatSpec format, boolean leftMoves, boolean rightMoves) {}

    /**
     * Moves as little as possible: a side that has a new key follows the other one, else the right
     * side follows the left one. Keys in formats with a schema registry hold the id of their
     * topic's schema, so that no other topic's keys have equal bytes: both sides move.
     *
     * @param preferred the format to take when both sides move
     * @param key the key that both sides are joined on
     */
    static Meeting meeting(
            Partitioning left, Partitioning right, FormatSpec preferred, Column key) {
        boolean leftStays = left.canStay();
        boolean rightStays = right.canStay();
        if (leftStays && rightStays && Objects.equals(left.format, right.format)) {
            return new Meeting(left.format, false, false);
        }
        if (leftStays) {
            return new Meeting(left.format, false, true);
        }
        if (rightStays && left.free) {
            return new Meeting(right.format, true, false);
        }
        boolean holds =
                !Formats.hasSchemas(preferred.name())
                        && !preferred.name().equals("NONE")
                        && Formats.refusal(preferred, List.of(key), Formats.Side.KEY).isEmpty();
        return new Meeting(holds ? preferred : null, true, true);
    }

    /** Whether another side can be spread in the same way. */
    boolean canStay() {
        return !free && (format == null || !Formats.hasSchemas(format.name()));
    }
}
