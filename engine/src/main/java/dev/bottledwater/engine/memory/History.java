// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.memory;

/**
 * Whether the history of the topics has been read. While it is, partitions come one after the other
 * and their records out of order, so no window closes and no row is late.
 */
final class History {
    private boolean read;

    /** From now on windows close. */
    void end() {
        read = true;
    }

    boolean isRead() {
        return read;
    }
}
