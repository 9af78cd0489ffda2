// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.ProcessingLog.Entry;
import dev.bottledwater.engine.ProcessingLog.Type;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

class LoggedFailuresTest {
    private final List<String> lines = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final LoggedFailures failures = new LoggedFailures(() -> now, lines::add);

    @Test
    void anEntryNamesTheRecord() {
        failures.log(entry("Q_1", 7));
        failures.log(
                new Entry(
                        Type.RECORD_PROCESSING_ERROR, "Q_2", "Project", null, -1, -1, "By zero."));
        assertThat(lines)
                .containsExactly(
                        "DESERIALIZATION_ERROR Q_1 in Source: Not JSON. (topic orders, partition 3, offset 7)",
                        "RECORD_PROCESSING_ERROR Q_2 in Project: By zero.");
    }

    @Test
    void aFloodIsCountedAndOtherQueriesAreStillHeard() {
        for (int i = 0; i < 1000; i++) {
            failures.log(entry("Q_1", i));
        }
        assertThat(lines).hasSize(20);
        failures.log(entry("Q_2", 1));
        assertThat(lines).hasSize(21);
        now = now.plusSeconds(61);
        failures.log(entry("Q_1", 1000));
        assertThat(lines.subList(21, 23))
                .containsExactly(
                        "Q_1: 980 more entries weren't written",
                        "DESERIALIZATION_ERROR Q_1 in Source: Not JSON. (topic orders, partition 3, offset 1000)");
    }

    private static Entry entry(String query, long offset) {
        return new Entry(
                Type.DESERIALIZATION_ERROR, query, "Source", "orders", 3, offset, "Not JSON.");
    }
}
