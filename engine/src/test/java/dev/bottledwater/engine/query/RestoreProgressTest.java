// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.result.Restoration;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class RestoreProgressTest {
    private static final TopicPartition FIRST = new TopicPartition("changelog", 0);
    private static final TopicPartition SECOND = new TopicPartition("changelog", 1);

    private long now;
    private final List<String> lines = new ArrayList<>();
    private final RestoreProgress progress = new RestoreProgress("Q", () -> now, lines::add);

    private void pass(long millis) {
        now += millis * 1_000_000;
    }

    @Test
    void tellsTheRecordsOfEachStoreWhenAllAreRestored() {
        progress.onRestoreStart(FIRST, "A", 0, 10);
        progress.onRestoreStart(SECOND, "A", 0, 5);
        progress.onRestoreStart(FIRST, "B", 3, 5);
        progress.onBatchRestored(FIRST, "A", 10, 10);
        progress.onRestoreEnd(FIRST, "A", 10);
        progress.onBatchRestored(SECOND, "A", 5, 5);
        progress.onRestoreEnd(SECOND, "A", 5);
        assertThat(lines).isEmpty();
        pass(1500);
        progress.onBatchRestored(FIRST, "B", 5, 2);
        progress.onRestoreEnd(FIRST, "B", 2);
        assertThat(lines)
                .containsExactly("Query Q restored its state in 1.5 s: A 15 records, B 2 records");
    }

    @Test
    void tellsHowFarItIsEveryFiveSeconds() {
        progress.onRestoreStart(FIRST, "A", 0, 10_000);
        for (int i = 0; i < 6; i++) {
            pass(2000);
            progress.onBatchRestored(FIRST, "A", 1000, 1000);
        }
        assertThat(lines)
                .containsExactly(
                        "Query Q is restoring its state: 3,000 records so far, at most 7,000 left",
                        "Query Q is restoring its state: 6,000 records so far, at most 4,000 left");
    }

    @Test
    void knowsHowFarItIsWhileItRestores() {
        assertThat(progress.now()).isNull();
        progress.onRestoreStart(FIRST, "EMPTY", 0, 0);
        assertThat(progress.now()).isNull();
        progress.onRestoreStart(FIRST, "A", 0, 10);
        progress.onRestoreStart(SECOND, "A", 5, 10);
        assertThat(progress.now()).isEqualTo(new Restoration(0, 15));
        progress.onBatchRestored(FIRST, "A", 8, 8);
        assertThat(progress.now()).isEqualTo(new Restoration(8, 7));
        progress.onRestoreEnd(FIRST, "A", 8);
        assertThat(progress.now()).isEqualTo(new Restoration(8, 5));
        progress.onRestoreSuspended(SECOND, "A", 0);
        assertThat(progress.now()).isNull();
    }

    @Test
    void hasNothingToSayWhenTheStateIsInPlace() {
        progress.onRestoreStart(FIRST, "A", 10, 10);
        progress.onRestoreEnd(FIRST, "A", 0);
        progress.onRestoreEnd(FIRST, "A", 0);
        assertThat(lines).isEmpty();
    }

    @Test
    void beginsAnewWithEveryRestore() {
        progress.onRestoreStart(FIRST, "A", 0, 10);
        progress.onBatchRestored(FIRST, "A", 4, 4);
        progress.onRestoreSuspended(FIRST, "A", 4);
        progress.onRestoreStart(FIRST, "A", 4, 10);
        progress.onBatchRestored(FIRST, "A", 10, 6);
        progress.onRestoreEnd(FIRST, "A", 6);
        assertThat(lines)
                .containsExactly(
                        "Query Q restored its state in 0.0 s: A 4 records",
                        "Query Q restored its state in 0.0 s: A 6 records");
    }
}
