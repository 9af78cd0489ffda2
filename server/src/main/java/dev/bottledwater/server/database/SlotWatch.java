// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.database;

import dev.bottledwater.connect.postgres.SlotLag;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Looks at the replication slots twice a minute, whether or not somebody asks for metrics, and
 * warns in the log: of each slot once, and again whenever what it keeps has doubled.
 */
public final class SlotWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SlotWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(30);

    private final Supplier<List<SlotLag>> slots;
    private final Map<String, Long> warned = new HashMap<>();
    private final Thread thread;

    /** Looks at what {@code slots} tells, which mustn't block. */
    public SlotWatch(Supplier<List<SlotLag>> slots) {
        this.slots = slots;
        this.thread = Thread.ofVirtual().name("slot-watch").unstarted(this::run);
    }

    /** Begins to look. */
    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (true) {
                news(slots.get()).forEach(LOG::warn);
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What there is to be warned of since the last time. */
    List<String> news(List<SlotLag> found) {
        List<SlotLag> large = found.stream().filter(SlotWarnings::large).toList();
        // Nothing is known of a database that doesn't answer: that isn't news.
        if (!found.isEmpty()) {
            warned.keySet()
                    .removeIf(slot -> large.stream().noneMatch(lag -> lag.key().equals(slot)));
        }
        List<SlotLag> grown =
                large.stream()
                        .filter(lag -> lag.keptBytes() >= 2 * warned.getOrDefault(lag.key(), 0L))
                        .toList();
        grown.forEach(lag -> warned.put(lag.key(), lag.keptBytes()));
        return SlotWarnings.of(grown);
    }
}
