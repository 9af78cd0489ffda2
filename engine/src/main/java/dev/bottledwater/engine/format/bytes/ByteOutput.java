// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.bytes;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Growing bytes, of which an encoding makes its own. Not thread-safe. */
public abstract class ByteOutput {
    private static final int FIRST_SIZE = 128;

    /** What was written, up to {@link #size}; another array after anything that needs room. */
    protected byte[] bytes = new byte[FIRST_SIZE];

    protected int size;

    public final void writeByte(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
    }

    /** Unsigned, in groups of seven bits, the least significant first. */
    public final void writeVarint(long value) {
        ensure(10);
        size = putVarint(size, value);
    }

    /** As {@link #writeVarint}, with numbers near zero short whatever their sign. */
    public final void writeZigzag(long value) {
        writeVarint((value << 1) ^ (value >> 63));
    }

    /** So many of the lowest bytes, the least significant first. */
    public final void writeLittleEndian(long bits, int count) {
        ensure(count);
        for (int i = 0; i < count; i++) {
            bytes[size++] = (byte) (bits >>> 8 * i);
        }
    }

    /** The bytes alone, without their number. */
    public final void writeRaw(byte[] value) {
        ensure(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    /** What remains of the buffer, which is not advanced, without its length. */
    public final void writeRaw(ByteBuffer value) {
        int length = value.remaining();
        ensure(length);
        value.get(value.position(), bytes, size, length);
        size += length;
    }

    /** A copy of what was written. */
    public final byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** Writes into room that there is; returns the position behind. */
    protected final int putVarint(int at, long value) {
        int next = at;
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[next++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[next++] = (byte) rest;
        return next;
    }

    /** Makes room for so many bytes behind what was written. */
    protected final void ensure(int more) {
        int needed = Math.addExact(size, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
        }
    }
}
