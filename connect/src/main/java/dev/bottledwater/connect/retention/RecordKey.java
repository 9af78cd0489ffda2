// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.retention;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A key in a partition.
 *
 * @param bytes never changed
 */
record RecordKey(int partition, ByteBuffer bytes) {
    RecordKey(int partition, byte[] key) {
        this(partition, ByteBuffer.wrap(key).asReadOnlyBuffer());
    }

    byte[] toBytes() {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return copy;
    }

    String text() {
        return new String(toBytes(), StandardCharsets.UTF_8);
    }
}
