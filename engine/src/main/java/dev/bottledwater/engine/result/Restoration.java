// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.result;

import org.jspecify.annotations.Nullable;

/**
 * How far a query is that gets its state back from its changelogs.
 *
 * @param restored records so far
 * @param remaining records that it has at most yet to read; they are counted by offsets, which
 *     transactions and compaction leave gaps in
 */
public record Restoration(long restored, long remaining) {

    /** Two instances together; null is one that restores nothing. */
    public static @Nullable Restoration sum(@Nullable Restoration one, @Nullable Restoration two) {
        if (one == null || two == null) {
            return one == null ? two : one;
        }
        return new Restoration(one.restored + two.restored, one.remaining + two.remaining);
    }
}
