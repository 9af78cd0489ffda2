// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.engine.EngineConfig;
import dev.bottledwater.engine.EngineState;
import dev.bottledwater.engine.PeerChannel;
import dev.bottledwater.engine.ProcessingLog;
import dev.bottledwater.engine.SqlEngine;
import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.connector.Connectors;
import dev.bottledwater.engine.registry.SchemaRegistry;
import dev.bottledwater.engine.result.StatementResult;
import dev.bottledwater.sql.function.FunctionRegistry;

import org.awaitility.Awaitility;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** Engines on an embedded broker. */
public final class EngineFixture {
    private final EmbeddedKafka kafka;
    private final String catalogTopic;
    private final Path directory;
    private final FunctionRegistry functions;
    private SchemaRegistry registry = SchemaRegistry.none();
    private TopicNames names = TopicNames.unchanged();
    private Map<String, String> properties = Map.of();
    private int instances;
    public final Queue<ProcessingLog.Entry> processingLog = new ConcurrentLinkedQueue<>();

    public EngineFixture(
            EmbeddedKafka kafka, String catalogTopic, Path directory, FunctionRegistry functions) {
        this.kafka = kafka;
        this.catalogTopic = catalogTopic;
        this.directory = directory;
        this.functions = functions;
    }

    /** Engines that start from now on look schemas up here. */
    EngineFixture withRegistry(SchemaRegistry registry) {
        this.registry = registry;
        return this;
    }

    /** Engines that start from now on have these server properties. */
    EngineFixture withProperties(Map<String, String> properties) {
        this.properties = properties;
        return this;
    }

    /** Engines that start from now on call topics and groups so. */
    EngineFixture withNames(TopicNames names) {
        this.names = names;
        return this;
    }

    /** An engine that has begun to come up. */
    public KafkaSqlEngine start() {
        var config = config("test-" + instances++);
        var engine = new KafkaSqlEngine(config, names, processingLog::add, functions);
        engine.start();
        return engine;
    }

    /** What an instance of this name is told. */
    public EngineConfig config(String instance) {
        return new EngineConfig(
                kafka.clientProperties().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().toString())),
                catalogTopic.replace('-', '_') + "_",
                catalogTopic,
                directory.resolve(instance),
                properties,
                registry,
                Connectors.none(),
                PeerChannel.none(instance));
    }

    /** An engine that takes statements. */
    public KafkaSqlEngine running() {
        var engine = start();
        awaitRunning(engine);
        return engine;
    }

    public static void awaitRunning(KafkaSqlEngine engine) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(engine.state()).isEqualTo(new EngineState.Running()));
    }

    public static List<StatementResult> execute(SqlEngine engine, String sql) {
        return engine.execute(sql, Map.of(), Map.of());
    }
}
