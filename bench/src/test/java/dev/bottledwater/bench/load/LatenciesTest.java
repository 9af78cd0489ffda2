// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.util.List;

class LatenciesTest {
    @Test
    void percentilesAreNearestRanks() {
        var latencies = new Latencies();
        for (int i = 10_000; i >= 1; i--) {
            latencies.add(i);
        }
        assertEquals(10_000, latencies.count());
        assertEquals(5_000, latencies.percentile(50));
        assertEquals(9_900, latencies.percentile(99));
        assertEquals(10_000, latencies.percentile(100));
        assertEquals(1, latencies.percentile(0.001));
        latencies.add(0);
        assertEquals(0, latencies.percentile(0.001), "what comes later counts, too");
        assertEquals(5_000, latencies.percentile(50));
    }

    @Test
    void oneValueIsEveryPercentile() {
        var latencies = new Latencies();
        latencies.add(2_500_000);
        assertEquals(2.5, latencies.millis(1));
        assertEquals(2.5, latencies.millis(99));
    }

    @Test
    void partsCountTogether() {
        var few = new Latencies();
        few.add(30);
        var many = new Latencies();
        many.add(20);
        many.add(10);
        many.add(40);
        var all = Latencies.merged(List.of(few, many));
        assertEquals(4, all.count());
        assertEquals(20, all.percentile(50));
        assertEquals(40, all.percentile(99));
    }

    @Test
    void nothingHasNoPercentile() {
        assertThrows(IllegalStateException.class, () -> new Latencies().percentile(50));
        var one = new Latencies();
        one.add(1);
        assertThrows(IllegalArgumentException.class, () -> one.percentile(0));
        assertThrows(IllegalArgumentException.class, () -> one.percentile(101));
    }
}
