// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.metrics;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** A histogram of times. */
final class Durations {
    private static final double[] BOUNDS = {0.001, 0.005, 0.025, 0.1, 0.5, 1, 5, 10, 60};

    private final LongAdder[] buckets = new LongAdder[BOUNDS.length + 1];
    private final LongAdder nanos = new LongAdder();

    Durations() {
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = new LongAdder();
        }
    }

    void add(long took) {
        double seconds = (double) took / TimeUnit.SECONDS.toNanos(1);
        int i = 0;
        while (i < BOUNDS.length && seconds > BOUNDS[i]) {
            i++;
        }
        buckets[i].increment();
        nanos.add(took);
    }

    /** Writes the samples of a family that has begun. */
    void write(MetricsText text, String name, String label, String value) {
        long below = 0;
        for (int i = 0; i <= BOUNDS.length; i++) {
            below += buckets[i].sum();
            var bound = i == BOUNDS.length ? "+Inf" : Double.toString(BOUNDS[i]);
            text.sample(name + "_bucket", below, label, value, "le", bound);
        }
        var seconds = (double) nanos.sum() / TimeUnit.SECONDS.toNanos(1);
        text.sample(name + "_sum", seconds, label, value);
        text.sample(name + "_count", below, label, value);
    }
}
