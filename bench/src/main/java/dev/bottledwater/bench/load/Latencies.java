// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.load;

import java.util.Arrays;
import java.util.List;

/** How long each of many things took, in nanoseconds. Filled by one thread. */
final class Latencies {
    private static final int INITIAL = 4096;

    private long[] values = new long[INITIAL];
    private int count;
    private boolean sorted = true;

    /** All of these together. */
    static Latencies merged(List<Latencies> parts) {
        var all = new Latencies();
        for (var part : parts) {
            for (int i = 0; i < part.count; i++) {
                all.add(part.values[i]);
            }
        }
        return all;
    }

    void add(long nanos) {
        if (count == values.length) {
            values = Arrays.copyOf(values, count * 2);
        }
        values[count++] = nanos;
        sorted = false;
    }

    int count() {
        return count;
    }

    /**
     * The smallest value that so many percent of the values don't exceed (the nearest rank).
     *
     * @param percent above 0, at most 100
     * @throws IllegalStateException when there is no value
     */
    long percentile(double percent) {
        if (count == 0) {
            throw new IllegalStateException("nothing was measured");
        }
        if (!(percent > 0 && percent <= 100)) {
            throw new IllegalArgumentException(percent + " isn't above 0 and at most 100");
        }
        if (!sorted) {
            Arrays.sort(values, 0, count);
            sorted = true;
        }
        return values[(int) Math.ceil(percent / 100 * count) - 1];
    }

    /** A percentile in milliseconds. */
    double millis(double percent) {
        return percentile(percent) / 1e6;
    }
}
