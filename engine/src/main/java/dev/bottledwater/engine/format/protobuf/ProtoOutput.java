// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf;

import dev.bottledwater.engine.format.bytes.ByteOutput;
import dev.bottledwater.engine.format.protobuf.schema.WireType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Protobuf's encoding. */
final class ProtoOutput extends ByteOutput {
    void writeFixed32(int bits) {
        writeLittleEndian(bits, Integer.BYTES);
    }

    void writeFixed64(long bits) {
        writeLittleEndian(bits, Long.BYTES);
    }

    void writeString(String value) {
        writeBytes(value.getBytes(StandardCharsets.UTF_8));
    }

    void writeBytes(byte[] value) {
        writeVarint(value.length);
        writeRaw(value);
    }

    /** What remains of the buffer, which is not advanced. */
    void writeBuffer(ByteBuffer value) {
        writeVarint(value.remaining());
        writeRaw(value);
    }

    /**
     * Begins a message, or a run of packed numbers. Most are short: there is room for a length of
     * one byte, and what is longer moves once.
     *
     * @return for {@link #leave}
     */
    int enter() {
        ensure(1);
        return ++size;
    }

    /** Ends what was begun, and puts its length before it. */
    void leave(int start) {
        int length = size - start;
        if (length > 0x7f) {
            int more = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 6) / 7 - 1;
            ensure(more);
            System.arraycopy(bytes, start, bytes, start + more, length);
            size += more;
        }
        putVarint(start - 1, length);
    }

    /** Writes a field, unless its value is the default of its type: nothing but zero bytes. */
    void writeUnlessZero(int tag, ValueWriter writer, Object value) {
        int before = size;
        writeVarint(tag);
        int start = size;
        writer.write(this, value);
        for (int i = start; i < size; i++) {
            if (bytes[i] != 0) {
                return;
            }
        }
        size = before;
    }

    /** The default value of the types that are encoded so. */
    void writeZero(int wireType) {
        int count =
                switch (wireType) {
                    case WireType.FIXED64 -> Long.BYTES;
                    case WireType.FIXED32 -> Integer.BYTES;
                    default -> 1;
                };
        writeLittleEndian(0, count);
    }
}
