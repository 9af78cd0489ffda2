// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Pull queries by key: the server and a lookup by hand take turns. */
record PullTrial(LoadedServer server, Duration turn, int rounds) {
    private static final List<Integer> CONNECTIONS = List.of(1, 8, 64);

    /** The least part of the rate by hand that the server must have. */
    private static final double ENOUGH = 0.5;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Prints a line for each number of connections; false when a ratio is missed. */
    boolean run() throws Exception {
        var requests =
                IntStream.range(0, LoadQueries.KEYS)
                        .mapToObj(k -> Connection.request(LoadQueries.pull(k)))
                        .toList();
        int byHand = server.startByHand();
        awaitEqual(byHand, requests);
        boolean enough = true;
        for (int connections : CONNECTIONS) {
            var load = new PullLoad(requests, connections);
            load.run(server.port(), turn);
            load.run(byHand, turn);
            var ours = new ArrayList<PullLoad.Result>();
            var theirs = new ArrayList<PullLoad.Result>();
            for (int round = 0; round < rounds; round++) {
                ours.add(load.run(server.port(), turn));
                theirs.add(load.run(byHand, turn));
            }
            double ratio = rate(ours) / rate(theirs);
            System.out.printf(
                    "pull by key, %2d connections: server %s; by hand %s; ratio %.2f%n",
                    connections, text(ours), text(theirs), ratio);
            enough &= ratio >= ENOUGH;
        }
        server.endByHand();
        return enough;
    }

    private static double rate(List<PullLoad.Result> results) {
        return results.stream().mapToDouble(PullLoad.Result::perSecond).average().orElseThrow();
    }

    private static String text(List<PullLoad.Result> results) {
        var all = Latencies.merged(results.stream().map(PullLoad.Result::latencies).toList());
        return "%,6.0f/s p50 %.2f p99 %.2f ms"
                .formatted(rate(results), all.millis(50), all.millis(99));
    }

    /** Waits until both know all keys, and compares their answers but for the query's id. */
    private void awaitEqual(int byHand, List<byte[]> requests) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (var ours = new Connection(server.port());
                var theirs = new Connection(byHand)) {
            for (int i = 0; i < requests.size(); i++) {
                var request = requests.get(i);
                while (true) {
                    var one = answer(ours, request);
                    var other = answer(theirs, request);
                    if (one.equals(other) && one.lines().count() == 2) {
                        break;
                    }
                    if (System.nanoTime() > end) {
                        throw new IllegalStateException(
                                "answers differ: %s and %s".formatted(one, other));
                    }
                    Thread.sleep(100);
                }
            }
        }
    }

    private static String answer(Connection connection, byte[] request) throws Exception {
        return new String(connection.exchange(request), UTF_8).replaceFirst("query_[0-9]+", "");
    }
}
