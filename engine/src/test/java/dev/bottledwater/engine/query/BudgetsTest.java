// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/** What queries may take of a small machine. */
class BudgetsTest {
    private static final long MB = 1L << 20;

    @Test
    void givesOutThreadsWhileThereAreAny() {
        var threads = new ThreadBudget(60, () -> 30);
        threads.reserve("A", ThreadBudget.needed(1));
        threads.reserve("B", ThreadBudget.needed(1));

        assertThat(threads.refusal("C", ThreadBudget.needed(1)))
                .contains(
                        "The query needs 6 threads, but of the 60 that this machine allows 12 are taken by 2 other queries and 30 by the rest of the program, and 16 are kept free: end a query, use a larger machine, or raise bw.threads.max if the machine allows more");
        assertThatThrownBy(() -> threads.reserve("C", ThreadBudget.needed(1)))
                .isInstanceOf(UnrunnableQueryException.class);
        // one that starts again takes its own
        threads.reserve("B", ThreadBudget.needed(1));
        threads.release("A");
        threads.reserve("C", ThreadBudget.needed(1));
        assertThat(threads.refusal("D", ThreadBudget.needed(1))).isPresent();
    }

    @Test
    void knowsNoLimitWhereTheMachineHasNone() {
        assertThat(new ThreadBudget(Integer.MAX_VALUE, () -> 1_000_000).refusal("A", 1000))
                .isEmpty();
        assertThat(MachineThreads.limit(List.of("max", "unlimited"))).isEqualTo(Integer.MAX_VALUE);
        assertThat(MachineThreads.limit(List.of("96364"))).isEqualTo(Integer.MAX_VALUE);
        assertThat(MachineThreads.limit(List.of("max", "512", "256 "))).isEqualTo(256);
        assertThat(MachineThreads.withoutQueries("no such thread")).isPositive();
    }

    @Test
    void givesTheFirstQueriesPlentyAndTheLastOnesEnough() {
        var buffers = new BufferBudget(54 * MB);
        var first = buffers.take("Q0", 0);
        assertThat(first.buffer()).isEqualTo(54 * MB / 8);
        assertThat(buffers.take("Q0", 0)).isEqualTo(first);
        long last = first.buffer();
        for (int i = 1; i < 30; i++) {
            var share = buffers.take("Q" + i, 0);
            assertThat(share.buffer()).isBetween(MB, last);
            last = share.buffer();
        }
        assertThat(last).isEqualTo(MB);
        assertThat(new BufferBudget(1000 * MB).take("Q", 0).buffer()).isEqualTo(8 * MB);
        assertThat(new BufferBudget(1000 * MB).take("Q", 0).partition()).isEqualTo(512 << 10);
    }

    @Test
    void refusesACacheThatDoesNotFit() {
        var buffers = new BufferBudget(50 * MB);
        assertThat(buffers.refusal("A", 40 * MB)).isEmpty();
        buffers.take("A", 40 * MB);
        assertThat(buffers.refusal("A", 45 * MB)).isEmpty();
        assertThat(buffers.refusal("B", 10 * MB))
                .hasValueSatisfying(
                        reason ->
                                assertThat(reason)
                                        .startsWith("The query's cache of 10485760 bytes")
                                        .contains("of the 52428800 bytes")
                                        .contains("raise bw.query.buffers.max.bytes"));
        assertThat(buffers.refusal("B", 0)).isEmpty();
        buffers.release("A");
        assertThat(buffers.refusal("B", 10 * MB)).isEmpty();
    }

    @Test
    void sizesStoresByWhatTheHeapLeaves() {
        assertThat(Budgets.rocksDb(512 * MB, 215 * MB)).isEqualTo(297 * MB / 6);
        assertThat(Budgets.rocksDb(2560 * MB, 1408 * MB)).isEqualTo(192 * MB);
        assertThat(Budgets.rocksDb(24_000 * MB, 512 * MB)).isEqualTo(256 * MB);
        assertThat(Budgets.rocksDb(256 * MB, 200 * MB)).isEqualTo(16 * MB);
    }

    @Test
    void takesWhatPropertiesSay() {
        var budgets =
                Budgets.of(
                        Map.of(
                                "bw.threads.max", "300",
                                "bw.query.buffers.max.bytes", "1000",
                                "bw.rocksdb.max.bytes", "2000"),
                        "marker");
        assertThat(budgets.properties())
                .isEqualTo(
                        Map.of(
                                "bw.threads.max", "300",
                                "bw.query.buffers.max.bytes", "1000",
                                "bw.rocksdb.max.bytes", "2000"));
        assertThatThrownBy(() -> Budgets.of(Map.of("bw.threads.max", "many"), "marker"))
                .hasMessage("bw.threads.max must be a whole number, not 'many'");
    }
}
