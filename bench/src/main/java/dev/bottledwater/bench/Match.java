// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Runs two contenders in turn over the same input and compares results, then times. */
final class Match {
    private final Map<String, Object> client;
    private final Orders input;
    private final PrintStream out;

    Match(Map<String, Object> client, Orders input, PrintStream out) {
        this.client = client;
        this.input = input;
        this.out = out;
    }

    /**
     * @param time from the first result to the last
     * @param cpu processor time of the whole process in that while, the broker's included
     */
    private record Run(Duration time, Duration cpu, Contents contents) {}

    /** A run of which only the times are still needed. */
    private static Run timesOf(Run run) {
        return new Run(run.time(), run.cpu(), new Contents.Builder().build());
    }

    /**
     * One pair of runs that isn't counted, then so many that are. Who goes first changes with each
     * pair.
     *
     * @return the median time by hand divided by the median time of SQL: above 1, SQL is faster
     * @throws IllegalStateException when results differ
     */
    double play(Query query, SqlContender sql, HandwrittenContender hand, int pairs)
            throws Exception {
        var sqlRuns = new ArrayList<Run>();
        var handRuns = new ArrayList<Run>();
        int keys = 0;
        for (int pair = 0; pair <= pairs; pair++) {
            boolean sqlFirst = pair % 2 == 0;
            var first = run(query, sqlFirst ? sql : hand, pair);
            var second = run(query, sqlFirst ? hand : sql, pair);
            var difference = first.contents().differenceFrom(second.contents());
            if (difference.isPresent()) {
                throw new IllegalStateException(
                        query + ": the results differ: " + difference.get());
            }
            keys = first.contents().keys();
            if (pair > 0) {
                sqlRuns.add(timesOf(sqlFirst ? first : second));
                handRuns.add(timesOf(sqlFirst ? second : first));
            }
        }
        double ratio = seconds(handRuns, Run::time) / seconds(sqlRuns, Run::time);
        out.printf(
                Locale.ROOT,
                "%s: %,d records in, %,d out over %,d keys, equal in every run%n",
                query.name().toLowerCase(Locale.ROOT),
                input.count(),
                query.outputs(input),
                keys);
        print(sql.name(), sqlRuns);
        print(hand.name(), handRuns);
        out.printf(
                Locale.ROOT,
                "  ratio %.2f of times, %.2f of processor times (above 1: SQL is faster)%n",
                ratio,
                seconds(handRuns, Run::cpu) / seconds(sqlRuns, Run::cpu));
        return ratio;
    }

    private void print(String name, List<Run> runs) {
        double time = seconds(runs, Run::time);
        out.printf(
                Locale.ROOT,
                "  %-7s %s s; median %.2f s, %,.0f records/s; processor time %.2f s%n",
                name,
                runs.stream()
                        .map(run -> String.format(Locale.ROOT, "%.2f", run.time().toNanos() / 1e9))
                        .collect(Collectors.joining(" ")),
                time,
                input.count() / time,
                seconds(runs, Run::cpu));
    }

    private static double seconds(List<Run> runs, Function<Run, Duration> what) {
        return runs.stream().map(what).sorted().toList().get(runs.size() / 2).toNanos() / 1e9;
    }

    private Run run(Query query, Contender contender, int number) throws Exception {
        var name =
                "bench-%s-%s-%d"
                        .formatted(query, contender.name().replace(' ', '-'), number)
                        .toLowerCase(Locale.ROOT);
        try (var sink = Sink.create(client, name)) {
            Sink.Fill fill;
            var running = contender.start(sink.topic(), number);
            try {
                fill = sink.fill(query.outputs(input));
            } finally {
                running.close();
            }
            var contents = sink.contents();
            // The next run doesn't pay for this one's garbage.
            System.gc();
            return new Run(fill.time(), fill.cpu(), contents);
        }
    }
}
