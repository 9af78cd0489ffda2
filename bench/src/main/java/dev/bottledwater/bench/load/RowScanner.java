// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.load;

import java.nio.ByteBuffer;
import java.util.function.LongConsumer;

/**
 * Finds the first number of every row in the bytes of an answer, whatever pieces they come in. A
 * row is what begins with a bracket and a digit; the head of the answer has none.
 */
final class RowScanner {
    private enum Place {
        BETWEEN,
        OPENED,
        NUMBER
    }

    private Place place = Place.BETWEEN;
    private boolean begun;
    private long number;

    /** Whether the head of the rows was there, which has brackets of its own. */
    boolean begun() {
        return begun;
    }

    /** Reads all of the bytes. */
    void scan(ByteBuffer bytes, LongConsumer first) {
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            boolean digit = next >= '0' && next <= '9';
            switch (place) {
                case BETWEEN -> {
                    if (next == '[') {
                        begun = true;
                        place = Place.OPENED;
                    }
                }
                case OPENED -> {
                    place = digit ? Place.NUMBER : Place.BETWEEN;
                    number = digit ? next - '0' : 0;
                }
                case NUMBER -> {
                    if (digit) {
                        number = number * 10 + (next - '0');
                    } else {
                        first.accept(number);
                        place = Place.BETWEEN;
                    }
                }
            }
        }
    }
}
