// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench;

import dev.bottledwater.bench.dyno.BootCommand;
import dev.bottledwater.bench.dyno.MemoryCommand;
import dev.bottledwater.bench.dyno.RestartCommand;
import dev.bottledwater.bench.dyno.SiblingCommand;
import dev.bottledwater.bench.load.LoadCommand;
import dev.bottledwater.bench.trial.KillCommand;
import dev.bottledwater.bench.trial.SoakCommand;
import dev.bottledwater.bench.trial.TrialCommand;
import dev.bottledwater.bench.trial.UsageException;
import dev.bottledwater.devkit.files.DataDirectory;
import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.devkit.kafka.EmbeddedKafkaOptions;
import dev.bottledwater.engine.EngineConfig;
import dev.bottledwater.engine.EngineState;
import dev.bottledwater.engine.ProcessingLog;
import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.function.BuiltInFunctions;
import dev.bottledwater.engine.instance.KafkaSqlEngine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code ./bottled-water bench [RECORDS [RUNS]]}: 2,000,000 records and 5 runs of each unless told
 * otherwise. Exit code 1 when results differ. Other first arguments are commands of {@code
 * dev.bottledwater.bench.trial}, {@code dev.bottledwater.bench.load} and {@code
 * dev.bottledwater.bench.dyno}.
 */
public final class Bench {
    private static final int RECORDS = 2_000_000;
    private static final int RUNS = 5;
    private static final Duration START = Duration.ofMinutes(1);

    private Bench() {}

    public static void main(String[] args) throws Exception {
        if (args.length > 0 && !args[0].matches("[0-9].*")) {
            System.exit(command(args[0], List.of(args).subList(1, args.length)));
        }
        long records = number(args, 0, RECORDS);
        int runs = (int) number(args, 1, RUNS);
        try (var scratch = DataDirectory.temporary("bottled-water-bench-");
                var kafka = EmbeddedKafka.launch(broker())) {
            var directory = scratch.path();
            var client = kafka.adminProperties();
            kafka.createTopic(Orders.TOPIC, Orders.PARTITIONS);
            System.out.printf("Writing %,d orders …%n", records);
            var input = Orders.write(client, records);
            try (var engine = engine(client, directory.resolve("sql"))) {
                var match = new Match(client, input, System.out);
                for (var query : Query.values()) {
                    match.play(
                            query,
                            new SqlContender(engine, query),
                            new HandwrittenContender(client, directory.resolve("hand"), query),
                            runs);
                }
            }
        }
        System.exit(0);
    }

    private static int command(String name, List<String> arguments) throws Exception {
        // disturbances on purpose: Kafka's own words about them are no news
        System.setProperty("bottledwater.log.others", "OFF");
        try {
            return switch (name) {
                case "trial" -> TrialCommand.run(arguments);
                case "kill" -> KillCommand.run(arguments);
                case "load" -> LoadCommand.run(arguments);
                case "boot" -> BootCommand.run(arguments);
                case "dyno" -> MemoryCommand.run(arguments);
                case "dynos" -> RestartCommand.run(arguments);
                case "siblings" -> SiblingCommand.run(arguments);
                case "soak" -> SoakCommand.run(arguments);
                default ->
                        throw new UsageException(
                                "'%s' isn't a command; there are trial, kill, soak, load, siblings, dynos, dyno and boot, and without one [RECORDS [RUNS]]."
                                        .formatted(name));
            };
        } catch (UsageException e) {
            System.err.println(e.getMessage());
            return 64;
        }
    }

    private static long number(String[] args, int index, int otherwise) {
        if (index >= args.length) {
            return otherwise;
        }
        if (!args[index].matches("[1-9][0-9]{0,8}")) {
            System.err.printf(
                    "'%s' isn't a whole number from 1 on. Usage: ./bottled-water bench [RECORDS [RUNS]]%n",
                    args[index]);
            System.exit(64);
        }
        return Long.parseLong(args[index]);
    }

    /** Keeps everything: the orders' event time is years ago. */
    private static EmbeddedKafkaOptions broker() {
        return EmbeddedKafkaOptions.defaults().withBrokerSetting("log.retention.ms", "-1");
    }

    private static KafkaSqlEngine engine(Map<String, Object> client, Path state)
            throws InterruptedException {
        var config =
                new EngineConfig(
                        client.entrySet().stream()
                                .collect(
                                        Collectors.toMap(
                                                Map.Entry::getKey, e -> e.getValue().toString())),
                        "bench_",
                        "bench-catalog",
                        state,
                        Map.of(),
                        "bench");
        ProcessingLog log =
                entry -> {
                    throw new IllegalStateException("no record of the input is bad: " + entry);
                };
        var engine =
                new KafkaSqlEngine(
                        config, TopicNames.unchanged(), log, BuiltInFunctions.registry());
        engine.start();
        long end = System.nanoTime() + START.toNanos();
        while (!engine.state().equals(new EngineState.Running())) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the engine is still " + engine.state());
            }
            Thread.sleep(50);
        }
        return engine;
    }
}
