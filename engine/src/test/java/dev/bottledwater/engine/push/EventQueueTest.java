// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bottledwater.engine.RowStream.Event;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(120)
class EventQueueTest {
    private final EventQueue queue = new EventQueue(256);
    private final AtomicInteger put = new AtomicInteger();

    @Test
    void largeRowsFillItBeforeTheyAreMany() throws Exception {
        var writer = writer("x".repeat(100 << 10));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(writer.getState()).isEqualTo(Thread.State.WAITING));
        assertThat(put).hasValue(2);
        for (int i = 0; i < 20; i++) {
            assertThat(queue.next(Duration.ofSeconds(60))).isPresent();
        }
        writer.join();
        assertThat(queue.next(Duration.ZERO)).isEmpty();
    }

    @Test
    void aRowThatIsLargerThanAllStillPasses() throws Exception {
        var writer = writer("x".repeat(1 << 20));
        for (int i = 0; i < 20; i++) {
            assertThat(queue.next(Duration.ofSeconds(60))).isPresent();
        }
        writer.join();
    }

    private Thread writer(String value) {
        return Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                for (int i = 0; i < 20; i++) {
                                    queue.put(new Event.Row(new Object[] {value}, false));
                                    put.incrementAndGet();
                                }
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        });
    }
}
