// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.load;

import dev.bottledwater.bench.trial.Options;
import dev.bottledwater.devkit.files.DataDirectory;
import dev.bottledwater.devkit.kafka.EmbeddedKafka;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code ./bottled-water bench load [--for 5s] [--rounds 2] [--queries 20] [--subscribers 500]
 * [--rate 100] [--fan-out 20s] [--only pull|push]}: the server with 300 MB of heap under many
 * clients. Exit code 1 when it is slower than half of the lookup by hand, or push queries don't
 * share one consumer.
 */
public final class LoadCommand {
    private static final Duration TURN = Duration.ofSeconds(5);
    private static final Duration FAN_OUT = Duration.ofSeconds(20);
    private static final int ROUNDS = 2;
    private static final int QUERIES = 20;
    private static final int SUBSCRIBERS = 500;
    private static final int RATE = 100;

    /**
     * A real ksqlDB 8.3.1 server, measured on a machine with two shared cores; the numbers are
     * those of the specification, {@code spec/observed/README.md}.
     */
    private static final String OBSERVED =
            "a ksqlDB 8.3.1 server: pull by key 730 to 1,290/s on 1 connection (p50 0.6 to 1.0 ms), about 2,700/s on 8; RSS and threads idle 217 MB and 37, with 20 queries 626 MB and 443";

    private LoadCommand() {}

    /**
     * Runs it, and prints what it measures.
     *
     * @return the exit code
     */
    public static int run(List<String> arguments) throws Exception {
        var options =
                Options.of(
                        arguments,
                        Set.of(
                                "for",
                                "rounds",
                                "queries",
                                "subscribers",
                                "rate",
                                "fan-out",
                                "only"));
        var parts = options.choices("only", List.of("pull", "push"));
        var turn = options.duration("for", TURN);
        int rounds = (int) options.number("rounds", ROUNDS);
        int queries = (int) options.number("queries", QUERIES);
        var fanOut =
                new FanOutTrial(
                        (int) options.number("subscribers", SUBSCRIBERS),
                        (int) options.number("rate", RATE),
                        options.duration("fan-out", FAN_OUT));
        try (var scratch = DataDirectory.temporary("bottled-water-load-");
                var kafka = EmbeddedKafka.launch()) {
            kafka.createTopic(LoadQueries.INPUT_TOPIC, LoadQueries.PARTITIONS);
            kafka.createTopic(LoadQueries.TICKS_TOPIC, LoadQueries.PARTITIONS);
            fill(kafka.adminProperties());
            try (var server = LoadedServer.start(kafka, scratch.path())) {
                System.out.println("server, no queries:  " + server.measure());
                server.execute(LoadQueries.SOURCES);
                server.execute(LoadQueries.TABLE);
                boolean enough = true;
                if (parts.contains("pull")) {
                    enough = new PullTrial(server, turn, rounds).run();
                }
                if (!parts.contains("push")) {
                    return enough ? 0 : 1;
                }
                for (var statement : LoadQueries.others(queries)) {
                    server.execute(statement);
                }
                System.out.printf("server, %2d queries:  %s%n", queries, server.measure());
                System.out.println(OBSERVED);
                enough &= fanOut.run(server, kafka.adminProperties());
                return enough ? 0 : 1;
            }
        }
    }

    /** Writes a few records of every key. */
    private static void fill(Map<String, Object> client) {
        try (var producer =
                new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < 3 * LoadQueries.KEYS; i++) {
                producer.send(
                        new ProducerRecord<>(
                                LoadQueries.INPUT_TOPIC,
                                LoadQueries.key(i % LoadQueries.KEYS),
                                "{\"A\":" + i + "}"));
            }
        }
    }
}
