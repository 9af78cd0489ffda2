// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.serve;

import dev.bottledwater.engine.ProcessingLog;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Writes the processing log into the process's own log, one line per entry. A topic full of bad
 * records would drown all other lines, and Heroku's log router drops what comes too fast: beyond
 * some entries a minute of a query they are counted only, and the number is told with the first
 * entry of the next minute.
 */
final class LoggedFailures implements ProcessingLog {
    private static final Logger LOG = LoggerFactory.getLogger("dev.bottledwater.processing");
    private static final long WINDOW_MILLIS = Duration.ofMinutes(1).toMillis();
    private static final int ENTRIES_A_WINDOW = 20;
    private static final int QUERIES_KNOWN = 1000;

    private final InstantSource clock;
    private final Consumer<String> lines;
    private final Map<String, Window> windows = new ConcurrentHashMap<>();

    LoggedFailures() {
        this(InstantSource.system(), LOG::warn);
    }

    LoggedFailures(InstantSource clock, Consumer<String> lines) {
        this.clock = clock;
        this.lines = lines;
    }

    @Override
    public void log(Entry entry) {
        if (windows.size() >= QUERIES_KNOWN) {
            // Transient queries come and go; forgetting all of them costs some extra lines.
            windows.clear();
        }
        windows.computeIfAbsent(entry.queryId(), _ -> new Window()).add(entry);
    }

    private final class Window {
        private long begin;
        private long written;
        private long counted;

        synchronized void add(Entry entry) {
            long now = clock.millis();
            if (now - begin >= WINDOW_MILLIS) {
                if (counted > 0) {
                    lines.accept(
                            "%s: %d more entries weren't written"
                                    .formatted(entry.queryId(), counted));
                }
                begin = now;
                written = 0;
                counted = 0;
            }
            if (written < ENTRIES_A_WINDOW) {
                written++;
                lines.accept(line(entry));
            } else {
                counted++;
            }
        }
    }

    private static String line(Entry entry) {
        String record =
                entry.topic() == null
                        ? ""
                        : " (topic %s, partition %d, offset %d)"
                                .formatted(entry.topic(), entry.partition(), entry.offset());
        return "%s %s in %s: %s%s"
                .formatted(entry.type(), entry.queryId(), entry.step(), entry.message(), record);
    }
}
