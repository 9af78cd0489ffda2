// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.operator;

import dev.bottledwater.engine.physical.Step;
import dev.bottledwater.engine.row.Row;

import org.jspecify.annotations.Nullable;

/**
 * Puts the rows of a join together: the key, the left columns, the right columns. Thread-safe.
 *
 * @param keys number of key columns
 * @param left number of columns of the left side
 * @param right number of columns of the right side
 */
public record JoinedRow(int keys, int left, int right) {

    public static JoinedRow of(Step.Join step) {
        return new JoinedRow(
                step.key().size(),
                step.left().schema().columns().size(),
                step.right().schema().columns().size());
    }

    /**
     * The joined row.
     *
     * @param key null where it isn't known yet: see {@link #withKey}
     * @param leftRow null when the left side has no partner
     * @param rightRow null when the right side has no partner
     */
    public Row of(@Nullable Row key, @Nullable Row leftRow, @Nullable Row rightRow) {
        var values = new @Nullable Object[keys + left + right];
        copy(key, values, 0);
        copy(leftRow, values, keys);
        copy(rightRow, values, keys + left);
        return Row.of(values);
    }

    /** The row under its key. */
    public Row withKey(@Nullable Row key, Row joined) {
        var values = joined.toArray();
        copy(key, values, 0);
        return Row.of(values);
    }

    private static void copy(@Nullable Row from, @Nullable Object[] to, int offset) {
        if (from != null) {
            for (int i = 0; i < from.size(); i++) {
                to[offset + i] = from.get(i);
            }
        }
    }
}
