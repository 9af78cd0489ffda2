// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.load;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

import java.time.Duration;
import java.util.Map;

/** Many subscribers of one push query, and rows that tell when they were written. */
record FanOutTrial(int subscribers, int rate, Duration duration) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Prints what it measures; false when the subscribers don't share one consumer. */
    boolean run(LoadedServer server, Map<String, Object> client) throws Exception {
        var before = server.measure();
        try (var readers = new Subscribers(server.port(), subscribers);
                var producer =
                        new KafkaProducer<>(
                                client, new StringSerializer(), new StringSerializer())) {
            // one row that all get: from then on all are there, and the code is warm a little
            write(producer, rate, Duration.ofSeconds(5));
            readers.drain(PATIENCE);
            var idle = server.measure();
            readers.begin();
            long written = write(producer, rate, duration);
            boolean all = readers.await(written * subscribers, PATIENCE);
            int consumers = server.consumers();
            var latencies = readers.end();
            System.out.printf(
                    "push, %d subscribers, %d rows/s: %,d of %,d rows came; delivery p50 %.1f p99 %.1f ms%n",
                    subscribers,
                    rate,
                    latencies.count(),
                    written * subscribers,
                    latencies.millis(50),
                    latencies.millis(99));
            System.out.printf(
                    "push, a subscriber takes %.1f kB of live heap, %.1f kB RSS; %d consumers read the topic; threads %d, before %d%n",
                    (idle.heap() - before.heap()) / 1024.0 / subscribers,
                    (idle.rss() - before.rss()) / 1024.0 / subscribers,
                    consumers,
                    idle.threads(),
                    before.threads());
            return all && consumers == 1;
        }
    }

    private static long write(KafkaProducer<String, String> producer, int rate, Duration duration)
            throws InterruptedException {
        long begun = System.nanoTime();
        long rows = rate * duration.toMillis() / 1000;
        for (long i = 0; i < rows; i++) {
            long due = begun + i * 1_000_000_000 / rate;
            long wait = due - System.nanoTime();
            if (wait > 0) {
                Thread.sleep(Duration.ofNanos(wait));
            }
            producer.send(
                    new ProducerRecord<>(
                            LoadQueries.TICKS_TOPIC,
                            "{\"AT\":%d,\"N\":%d}".formatted(System.nanoTime(), i)));
        }
        return rows;
    }
}
