// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(60)
class RecordRefreshTest {
    private static final RefreshPace PACE = RefreshPace.of(Duration.ofMillis(160));

    @Test
    void goesOnWhateverFailsAndTellsWhatLasts() {
        AtomicInteger attempts = new AtomicInteger();
        CountDownLatch mended = new CountDownLatch(1);
        RecordRefresh.Work work =
                (leading, passed) -> {
                    if (mended.getCount() > 0) {
                        if (attempts.incrementAndGet() % 2 == 0) {
                            throw new OutOfMemoryError("unable to create native thread");
                        }
                        throw new IllegalStateException("it is odd");
                    }
                    passed.run();
                    while (leading.getAsBoolean()) {
                        Thread.sleep(10);
                    }
                };
        try (RecordRefresh refresh = new RecordRefresh(PACE, work)) {
            refresh.lead(true);
            refresh.start();
            await().until(() -> refresh.trouble().isPresent());
            assertThat(attempts).hasValueGreaterThanOrEqualTo(3);
            assertThat(refresh.trouble().orElseThrow())
                    .startsWith("Connect's topics couldn't be written anew since ")
                    .containsPattern("after 1 s: (it is odd|unable to create native thread)\\.$");

            mended.countDown();

            await().until(() -> refresh.trouble().isEmpty());
        }
    }

    @Test
    void aWorkerThatNoLongerLeadsHasNoTrouble() {
        try (RecordRefresh refresh =
                new RecordRefresh(
                        PACE,
                        (_, _) -> {
                            throw new IllegalStateException("no");
                        })) {
            refresh.lead(true);
            refresh.start();
            await().until(() -> refresh.trouble().isPresent());

            refresh.lead(false);

            await().until(() -> refresh.trouble().isEmpty());
        }
    }
}
