// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.retention;

import org.jspecify.annotations.Nullable;

/**
 * The newest value of a key.
 *
 * @param key where it is
 * @param value null where the key was deleted
 * @param origin the offset of the record that brought the value, of which there may be copies
 * @param timestamp of the last record that has it, by which retention deletes it
 * @param overwritten whether a copy of an older value came after it
 */
record LiveRecord(
        RecordKey key, byte @Nullable [] value, long origin, long timestamp, boolean overwritten) {

    LiveRecord overwrittenByCopy() {
        return new LiveRecord(key, value, origin, timestamp, true);
    }

    long age(long now) {
        return now - timestamp;
    }
}
