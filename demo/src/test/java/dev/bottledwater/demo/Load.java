// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Inserts rows into ORDERS, one after the other, on any of some instances. */
final class Load implements AutoCloseable {
    private final RandomRouter router;
    private final AtomicInteger written = new AtomicInteger();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Thread thread;
    private volatile boolean ended;

    Load(RandomRouter router, List<Integer> ports) {
        this.router = router;
        this.thread = Thread.ofVirtual().start(() -> write(ports));
    }

    private void write(List<Integer> ports) {
        try {
            while (!ended) {
                int next = written.get();
                router.ksql(
                        ports.get(next / 3 % ports.size()),
                        "INSERT INTO orders VALUES (%d, 'r%d', %d);"
                                .formatted(1000 + next, next % 4, 1000 + next));
                written.incrementAndGet();
            }
        } catch (Exception e) {
            failure.set(e);
        }
    }

    void awaitWritten(int count) {
        await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> {
                            assertThat(failure.get()).isNull();
                            return written.get() >= count;
                        });
    }

    /** The last amount of each region, as rows of a pull query. */
    List<String> expected() {
        var rows = new ArrayList<String>();
        for (int region = 0; region < 4; region++) {
            int last = written.get() - 1;
            while (last % 4 != region) {
                last--;
            }
            rows.add("[\"r%d\",%d]".formatted(region, 1000 + last));
        }
        return rows;
    }

    @Override
    public void close() throws InterruptedException {
        ended = true;
        thread.join();
        assertThat(failure.get()).isNull();
    }
}
