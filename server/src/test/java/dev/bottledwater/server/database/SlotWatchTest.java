// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.connect.postgres.SlotLag;

import org.junit.jupiter.api.Test;

import java.util.List;

class SlotWatchTest {
    private static final long GB = 1L << 30;

    private static List<SlotLag> kept(long bytes) {
        return List.of(new SlotLag("orders", false, bytes, bytes, -1));
    }

    @Test
    void saysWhatASlotWillDoAndWhatToDo() {
        assertThat(SlotWarnings.of(kept(GB))).isEmpty();
        assertThat(SlotWarnings.of(kept(3 * GB)))
                .containsExactly(
                        "The replication slot orders makes the database keep 3,072 MB of its log, which grows until its disk is"
                                + " full. Nobody reads it: start its connector, or drop it with SELECT"
                                + " pg_drop_replication_slot('orders').");
        assertThat(SlotWarnings.of(List.of(new SlotLag("orders", true, 0, 600 << 20, GB))))
                .singleElement()
                .asString()
                .contains("600 MB of its log, of at most 1,024 MB", "heartbeat.interval.ms");
    }

    @Test
    void warnsOnceAndAgainWhenItHasDoubled() {
        try (var watch = new SlotWatch(List::of)) {
            assertThat(watch.news(kept(GB / 2))).isEmpty();
            assertThat(watch.news(kept(2 * GB))).hasSize(1);
            assertThat(watch.news(kept(3 * GB))).isEmpty();
            assertThat(watch.news(List.of())).isEmpty();
            assertThat(watch.news(kept(3 * GB))).isEmpty();
            assertThat(watch.news(kept(4 * GB))).hasSize(1);
            assertThat(watch.news(kept(1))).isEmpty();
            assertThat(watch.news(kept(2 * GB))).hasSize(1);
        }
    }
}
