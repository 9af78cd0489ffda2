// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.aggregate;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Estimates how many different hashes there were, in at most {@value #REGISTERS} bytes.
 *
 * <p>Up to {@value #EXACT} hashes are kept as they are, sorted, and counted exactly. Beyond, it is
 * a HyperLogLog sketch of {@value #REGISTERS} registers of a byte, with a standard error of 2.3 %,
 * and the estimator of Ertl ("New cardinality estimation algorithms for HyperLogLog sketches",
 * 2017), which needs no correction for small or large numbers. The two forms differ by their
 * lengths.
 */
final class DistinctSketch {
    private static final int BITS = 11;
    private static final int REGISTERS = 1 << BITS;
    private static final int EXACT = REGISTERS / Long.BYTES - 1;
    private static final int RANKS = Long.SIZE - BITS;

    private DistinctSketch() {}

    /** With one more hash; the same buffer when that changes nothing. */
    static ByteBuffer with(ByteBuffer sketch, long hash) {
        if (isDense(sketch)) {
            int register = register(hash);
            byte rank = rank(hash);
            if (sketch.get(sketch.position() + register) >= rank) {
                return sketch;
            }
            var changed = copy(sketch, REGISTERS);
            changed[register] = rank;
            return ByteBuffer.wrap(changed);
        }
        int index = indexOf(sketch, hash);
        if (index >= 0) {
            return sketch;
        }
        int size = sketch.remaining() / Long.BYTES;
        if (size == EXACT) {
            return with(dense(sketch), hash);
        }
        int at = -index - 1;
        var more = ByteBuffer.allocate((size + 1) * Long.BYTES);
        more.put(sketch.slice(sketch.position(), at * Long.BYTES));
        more.putLong(hash);
        more.put(sketch.slice(sketch.position() + at * Long.BYTES, (size - at) * Long.BYTES));
        return more.flip();
    }

    /** What a sketch of all hashes of both would be. */
    static ByteBuffer merged(ByteBuffer a, ByteBuffer b) {
        if (isDense(a) && isDense(b)) {
            var registers = copy(a, REGISTERS);
            for (int i = 0; i < REGISTERS; i++) {
                registers[i] = (byte) Math.max(registers[i], b.get(b.position() + i));
            }
            return ByteBuffer.wrap(registers);
        }
        var merged = isDense(b) ? b : a;
        var hashes = isDense(b) ? a : b;
        for (int i = hashes.position(); i < hashes.limit(); i += Long.BYTES) {
            merged = with(merged, hashes.getLong(i));
        }
        return merged;
    }

    static long count(ByteBuffer sketch) {
        if (!isDense(sketch)) {
            return sketch.remaining() / Long.BYTES;
        }
        var counts = new int[RANKS + 2];
        for (int i = 0; i < REGISTERS; i++) {
            counts[sketch.get(sketch.position() + i)]++;
        }
        double z = REGISTERS * tau(1 - counts[RANKS + 1] / (double) REGISTERS);
        for (int rank = RANKS; rank >= 1; rank--) {
            z = (z + counts[rank]) / 2;
        }
        z += REGISTERS * sigma(counts[0] / (double) REGISTERS);
        return Math.round(REGISTERS / (2 * Math.log(2)) * REGISTERS / z);
    }

    /** Ertl's sum for registers that no hash has reached. */
    private static double sigma(double share) {
        if (share == 1) {
            return Double.POSITIVE_INFINITY;
        }
        double x = share;
        double y = 1;
        double z = share;
        double before;
        do {
            x *= x;
            before = z;
            z += x * y;
            y += y;
        } while (z != before);
        return z;
    }

    /** Ertl's sum for registers that can't rise any more. */
    private static double tau(double share) {
        if (share == 0 || share == 1) {
            return 0;
        }
        double x = share;
        double y = 1;
        double z = 1 - share;
        double before;
        do {
            x = Math.sqrt(x);
            before = z;
            y /= 2;
            z -= (1 - x) * (1 - x) * y;
        } while (z != before);
        return z / 3;
    }

    private static boolean isDense(ByteBuffer sketch) {
        return sketch.remaining() == REGISTERS;
    }

    private static ByteBuffer dense(ByteBuffer hashes) {
        var registers = new byte[REGISTERS];
        for (int i = hashes.position(); i < hashes.limit(); i += Long.BYTES) {
            long hash = hashes.getLong(i);
            int register = register(hash);
            registers[register] = (byte) Math.max(registers[register], rank(hash));
        }
        return ByteBuffer.wrap(registers);
    }

    private static int register(long hash) {
        return (int) (hash >>> RANKS);
    }

    /** The place of the first one among the bits that don't choose the register. */
    private static byte rank(long hash) {
        return (byte) (Long.numberOfLeadingZeros(hash << BITS | 1L << BITS - 1) + 1);
    }

    private static byte[] copy(ByteBuffer buffer, int length) {
        var bytes = new byte[length];
        buffer.get(buffer.position(), bytes);
        return bytes;
    }

    /** As {@link Arrays#binarySearch(long[], long)} has it. */
    private static int indexOf(ByteBuffer hashes, long hash) {
        int low = 0;
        int high = hashes.remaining() / Long.BYTES - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long there = hashes.getLong(hashes.position() + middle * Long.BYTES);
            if (there == hash) {
                return middle;
            }
            if (there < hash) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }
}
