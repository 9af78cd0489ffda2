// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.binary;

import org.jspecify.annotations.Nullable;

import java.util.function.IntFunction;

/** Values in a row: a bit for each that says whether it is null, then those that are not. */
final class BinaryValues {
    private BinaryValues() {}

    /** Gives the value at an index, null for none. */
    interface Values {
        @Nullable Object get(int index);
    }

    static void write(ByteSink out, int count, Values values, IntFunction<BinaryValue> codecs) {
        int nulls = out.reserve((count + 7) >> 3);
        for (int i = 0; i < count; i++) {
            @Nullable Object value = values.get(i);
            if (value == null) {
                out.setBit(nulls, i);
            } else {
                codecs.apply(i).write(out, value);
            }
        }
    }

    static void read(
            ByteSource in,
            int count,
            IntFunction<BinaryValue> codecs,
            @Nullable Object[] target,
            int offset) {
        int nulls = in.skip((count + 7) >> 3);
        for (int i = 0; i < count; i++) {
            target[offset + i] = in.bit(nulls, i) ? null : codecs.apply(i).read(in);
        }
    }
}
