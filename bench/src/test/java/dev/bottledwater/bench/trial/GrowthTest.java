// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

class GrowthTest {
    private static final long MB = 1 << 20;

    private static List<Sample> samples(int count, IntUnaryOperator megabytes) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Sample(megabytes.applyAsInt(i) * MB, 50 * MB, 400, 1000))
                .toList();
    }

    private static List<String> grew(List<Sample> samples) {
        return Growth.of(samples).stream().filter(Growth::grew).map(Growth::measure).toList();
    }

    @Test
    void aLeakShows() {
        assertThat(grew(samples(30, i -> 400 + 3 * i))).containsExactly("RSS");
    }

    @Test
    void theBeginningAndASinglePeakDont() {
        assertThat(grew(samples(30, i -> i < 6 ? 200 + 30 * i : i == 29 ? 600 : 400))).isEmpty();
    }

    @Test
    void aFewThreadsMoreAreALeak() {
        var samples =
                IntStream.range(0, 10)
                        .mapToObj(i -> new Sample(400 * MB, 50 * MB, 400 + i, 1000))
                        .toList();
        assertThat(grew(samples)).containsExactly("threads");
    }

    @Test
    void tooFewSamplesTellNothing() {
        var few = samples(9, i -> i);
        assertThatThrownBy(() -> Growth.of(few))
                .hasMessage("9 samples are too few to tell growth: at least 10");
    }

    @Test
    void aSampleIsReadAsItWasWritten() {
        var sample = Sample.take();
        assertThat(Sample.parse(sample.text())).isEqualTo(sample);
        assertThat(sample.threads()).isPositive();
        assertThat(sample.heap()).isPositive();
    }
}
