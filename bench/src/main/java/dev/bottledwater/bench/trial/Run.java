// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.trial;

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
import java.util.stream.Stream;

/**
 * Scenarios under one service id, and so one catalog: what all engine instances of a run share.
 *
 * @param name names its topics and groups; lower case
 * @param client how to reach Kafka
 * @param properties of the engine, such as {@code ksql.streams.commit.interval.ms}
 */
record Run(
        String name,
        Guarantee guarantee,
        List<Scenario> scenarios,
        Map<String, Object> client,
        Map<String, String> properties) {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    Run {
        scenarios = List.copyOf(scenarios);
        client = Map.copyOf(client);
        properties = Map.copyOf(properties);
    }

    /** What the names of all its queries' groups begin with. */
    String groups() {
        return "_confluent-ksql-" + name + "_query_";
    }

    /** How many queries it has. */
    int queries() {
        return scenarios.stream().mapToInt(s -> s.reads().size()).sum();
    }

    /**
     * Starts an instance, and returns when it takes statements.
     *
     * @param directory where its state is
     */
    KafkaSqlEngine start(Path directory) throws InterruptedException {
        var config =
                new EngineConfig(
                        client.entrySet().stream()
                                .collect(
                                        Collectors.toMap(
                                                Map.Entry::getKey, e -> e.getValue().toString())),
                        name + "_",
                        name + "-catalog",
                        directory,
                        properties,
                        name + "-" + directory.getFileName());
        ProcessingLog log = entry -> System.err.println("processing log: " + entry);
        var engine =
                new KafkaSqlEngine(
                        config, TopicNames.unchanged(), log, BuiltInFunctions.registry());
        engine.start();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!engine.state().equals(new EngineState.Running())) {
            if (System.nanoTime() > end) {
                engine.close();
                throw new IllegalStateException("the engine is still " + engine.state());
            }
            Thread.sleep(20);
        }
        return engine;
    }

    /** Creates its sources and queries, once, on any of its instances. */
    void create(KafkaSqlEngine engine) {
        var sql =
                Stream.concat(
                                Stream.of(Source.values()).map(Source::sql),
                                scenarios.stream().map(s -> s.sql(name)))
                        .collect(Collectors.joining("\n"));
        engine.execute(
                sql,
                Map.of("auto.offset.reset", "earliest", Guarantee.PROPERTY, guarantee.value()),
                Map.of());
    }
}
