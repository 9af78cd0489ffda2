// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.binary;

import dev.bottledwater.engine.format.bytes.ByteOutput;

import java.nio.ByteBuffer;

/** The encoding of {@link BinaryRowCodec}. */
final class ByteSink extends ByteOutput {
    /** The most significant byte first. */
    void writeFixed64(long value) {
        writeLittleEndian(Long.reverseBytes(value), Long.BYTES);
    }

    /** With their length in front. */
    void writeBytes(byte[] value) {
        writeVarint(value.length);
        writeRaw(value);
    }

    /** What remains of the buffer, with its length in front. */
    void writeBuffer(ByteBuffer value) {
        writeVarint(value.remaining());
        writeRaw(value);
    }

    /** Leaves room for zeroed bytes and says where it is. */
    int reserve(int count) {
        ensure(count);
        int at = size;
        size += count;
        return at;
    }

    void setBit(int at, int index) {
        bytes[at + (index >> 3)] |= (byte) (1 << (index & 7));
    }
}
