// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.metrics;

import dev.bottledwater.engine.RowStream.Kind;
import dev.bottledwater.server.metrics.MetricsText.Type;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the results of queries that clients get: how many, how large and, of pull queries, how
 * fast.
 */
public final class ResultMetrics {

    private static final class Numbers {
        private final LongAdder ended = new LongAdder();
        private final LongAdder failed = new LongAdder();
        private final LongAdder gone = new LongAdder();
        private final LongAdder rows = new LongAdder();
        private final LongAdder bytes = new LongAdder();
        private final Durations durations = new Durations();
    }

    /** How a result ended. */
    public enum Outcome {
        COMPLETE,
        FAILED,
        CLIENT_GONE
    }

    private final Map<Kind, Numbers> numbers = new EnumMap<>(Kind.class);

    public ResultMetrics() {
        for (Kind kind : Kind.values()) {
            numbers.put(kind, new Numbers());
        }
    }

    /** Rows are on their way. */
    public void sent(Kind kind, long rows, long bytes) {
        Numbers of = of(kind);
        of.rows.add(rows);
        of.bytes.add(bytes);
    }

    /** A result has ended, so many nanoseconds after its query began. */
    public void ended(Kind kind, Outcome outcome, long nanos) {
        Numbers of = of(kind);
        switch (outcome) {
            case COMPLETE -> of.ended.increment();
            case FAILED -> of.failed.increment();
            case CLIENT_GONE -> of.gone.increment();
        }
        of.durations.add(nanos);
    }

    private Numbers of(Kind kind) {
        Numbers of = numbers.get(kind);
        if (of == null) {
            throw new IllegalStateException("There are numbers of every kind");
        }
        return of;
    }

    void write(MetricsText text) {
        text.family("ksql_results_total", Type.COUNTER, "Results of queries that ended, and how.");
        numbers.forEach(
                (kind, n) -> {
                    outcome(text, kind, "complete", n.ended);
                    outcome(text, kind, "failed", n.failed);
                    outcome(text, kind, "client_gone", n.gone);
                });
        text.family("ksql_result_rows_total", Type.COUNTER, "Rows that were sent to clients.");
        numbers.forEach(
                (kind, n) ->
                        text.sample("ksql_result_rows_total", n.rows.sum(), "query", word(kind)));
        text.family("ksql_result_bytes_total", Type.COUNTER, "Bytes of them.");
        numbers.forEach(
                (kind, n) ->
                        text.sample("ksql_result_bytes_total", n.bytes.sum(), "query", word(kind)));
        var name = "ksql_pull_query_duration_seconds";
        text.family(name, Type.HISTOGRAM, "How long pull queries took, the answer's way included.");
        for (Kind kind : new Kind[] {Kind.PULL_TABLE, Kind.PULL_STREAM}) {
            of(kind).durations.write(text, name, "query", word(kind));
        }
    }

    private static void outcome(MetricsText text, Kind kind, String outcome, LongAdder count) {
        text.sample("ksql_results_total", count.sum(), "query", word(kind), "outcome", outcome);
    }

    private static String word(Kind kind) {
        return switch (kind) {
            case PUSH -> "push";
            case PULL_TABLE -> "pull_table";
            case PULL_STREAM -> "pull_stream";
            case PRINT -> "print";
        };
    }
}
