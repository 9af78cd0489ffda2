// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clients that ask for one random key after the other, each over a connection of its own. */
record PullLoad(List<byte[]> requests, int connections) {

    /** What came of it. */
    record Result(double perSecond, Latencies latencies) {}

    /** Runs against a port for a while. */
    Result run(int port, Duration duration) throws Exception {
        long begin = System.nanoTime();
        long end = begin + duration.toNanos();
        try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            var clients = new ArrayList<Future<Latencies>>();
            for (int i = 0; i < connections; i++) {
                var random = new SplittableRandom(i);
                clients.add(threads.submit(() -> ask(port, end, random)));
            }
            var parts = new ArrayList<Latencies>();
            for (var client : clients) {
                parts.add(client.get());
            }
            var all = Latencies.merged(parts);
            return new Result(all.count() * 1e9 / (System.nanoTime() - begin), all);
        }
    }

    private Latencies ask(int port, long end, SplittableRandom random) throws Exception {
        var latencies = new Latencies();
        try (var connection = new Connection(port)) {
            long begin = System.nanoTime();
            while (begin < end) {
                connection.exchange(requests.get(random.nextInt(requests.size())));
                long now = System.nanoTime();
                latencies.add(now - begin);
                begin = now;
            }
        }
        return latencies;
    }
}
