// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.trial;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Whether a measure grew in the course of a soak: the median of the last fifth of its samples
 * beside that of the second fifth. The first fifth is left out, as caches may still warm and code
 * compile; medians don't see a single flush or collection.
 *
 * @param second the median of the second fifth
 * @param last the median of the last fifth
 * @param allowed how much more the last may be
 */
record Growth(String measure, long second, long last, long allowed) {
    private static final long MB = 1 << 20;

    /** Five fifths with a median each. */
    static final int FEWEST = 10;

    /**
     * Of all measures.
     *
     * <p>What is allowed: live heap varies with what is in flight, by a few megabytes with buffers
     * of records and batches, and nothing else may be left after a collection. Resident memory has
     * the noise of the allocator and of RocksDB's blocks and write buffers as well, which are
     * bounded together. Threads are made when queries start and never later. Handles are sockets
     * and the files of stores, whose number goes up and down with compactions.
     *
     * @throws IllegalArgumentException when there are fewer samples than {@link #FEWEST}
     */
    static List<Growth> of(List<Sample> samples) {
        return List.of(
                of("RSS", samples, Sample::rss, 10 * MB, 4),
                of("live heap", samples, Sample::heap, 3 * MB, 3),
                of("threads", samples, Sample::threads, 1, 0),
                of("handles", samples, Sample::handles, 20, 10));
    }

    private static Growth of(
            String measure,
            List<Sample> samples,
            ToLongFunction<Sample> value,
            long allowed,
            int percent) {
        int size = samples.size();
        if (size < FEWEST) {
            throw new IllegalArgumentException(
                    "%d samples are too few to tell growth: at least %d".formatted(size, FEWEST));
        }
        long second = median(samples.subList(size / 5, size * 2 / 5), value);
        long last = median(samples.subList(size * 4 / 5, size), value);
        return new Growth(measure, second, last, allowed + second * percent / 100);
    }

    private static long median(List<Sample> samples, ToLongFunction<Sample> value) {
        return samples.stream()
                .mapToLong(value)
                .sorted()
                .skip(samples.size() / 2)
                .findFirst()
                .orElseThrow();
    }

    /** Whether it is more than allowed. */
    boolean grew() {
        return last - second > allowed;
    }

    /** For people. */
    String line() {
        boolean bytes = second > MB;
        double unit = bytes ? MB : 1;
        return "%-5s %-10s second fifth %.1f, last fifth %.1f, allowed +%.1f%s"
                .formatted(
                        grew() ? "GREW" : "ok",
                        measure,
                        second / unit,
                        last / unit,
                        allowed / unit,
                        bytes ? " MB" : "");
    }
}
