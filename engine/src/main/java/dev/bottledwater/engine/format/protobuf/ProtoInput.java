// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf;

import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.format.bytes.ByteInput;
import dev.bottledwater.engine.format.protobuf.schema.WireType;

/**
 * Protobuf's encoding, read from an array. Bytes that end too early, and lengths that can't be, are
 * a {@link RowFormatException}.
 */
final class ProtoInput extends ByteInput {
    private final Object side;

    /**
     * @param side key or value, as errors name it
     */
    ProtoInput(byte[] data, int start, Object side) {
        super(data, start);
        this.side = side;
    }

    /** The next field's number and wire type; 0 at the end of the message. */
    int readTag() {
        if (position == limit) {
            return 0;
        }
        long tag = readVarint();
        if (tag >>> 3 == 0 || tag >>> Integer.SIZE != 0) {
            throw damaged();
        }
        return (int) tag;
    }

    int readFixed32() {
        return (int) readLittleEndian(Integer.BYTES);
    }

    long readFixed64() {
        return readLittleEndian(Long.BYTES);
    }

    String readString() {
        return text(readLength());
    }

    byte[] readBytes() {
        return copy(readLength());
    }

    private int readLength() {
        return length(readVarint());
    }

    /**
     * Goes into a message, or a run of packed numbers, whose length comes next.
     *
     * @return for {@link #leave}
     */
    int enter() {
        int length = readLength();
        int outer = limit;
        limit = position + length;
        return outer;
    }

    /** Goes back out of what was entered, wherever in it this stands. */
    void leave(int outer) {
        position = limit;
        limit = outer;
    }

    boolean atEnd() {
        return position == limit;
    }

    /** Skips the value of a field whose tag was read; groups with all that is in them. */
    void skip(int tag) {
        int depth = 0;
        int next = tag;
        do {
            switch (next & 7) {
                case WireType.VARINT -> readVarint();
                case WireType.FIXED64 -> take(Long.BYTES);
                case WireType.LENGTH_DELIMITED -> take(readLength());
                case WireType.START_GROUP -> depth++;
                case WireType.END_GROUP -> depth--;
                case WireType.FIXED32 -> take(Integer.BYTES);
                default -> throw damaged();
            }
            if (depth < 0) {
                throw damaged();
            }
            if (depth > 0) {
                next = readTag();
                if (next == 0) {
                    throw damaged();
                }
            }
        } while (depth > 0);
    }

    @Override
    protected RowFormatException damaged() {
        return new RowFormatException(
                "the %s is no Protobuf message, or is damaged".formatted(side));
    }
}
