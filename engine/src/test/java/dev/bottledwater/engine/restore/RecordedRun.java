// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.restore;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.physical.PhysicalPlan;
import dev.bottledwater.engine.physical.PhysicalPlanJson;
import dev.bottledwater.engine.serde.Formats;
import dev.bottledwater.engine.topology.FailOnProductionError;
import dev.bottledwater.engine.topology.LoggedEntries;
import dev.bottledwater.engine.topology.RecordFailures;
import dev.bottledwater.engine.topology.SkipFailedRows;
import dev.bottledwater.engine.topology.SkipUnreadableRecords;
import dev.bottledwater.engine.topology.Topologies;

import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * A run of a plan in memory that notes what a broker would have got: the records of the sink's and
 * of all internal topics.
 */
final class RecordedRun implements AutoCloseable {
    private static final String APPLICATION = "app";

    private final TopologyTestDriver driver;
    private final String sink;
    private final Map<String, TestOutputTopic<byte[], byte[]>> outputs = new HashMap<>();

    private RecordedRun(PhysicalPlan plan, Path directory) {
        var scope =
                new QueryScope(
                        "Q",
                        ExpressionCompiler.interpreter(),
                        Formats.builtIn(),
                        TopicNames.unchanged(),
                        new LoggedEntries());
        var properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:0");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        properties.put(
                StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
                SkipUnreadableRecords.class);
        properties.put(
                StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
                FailOnProductionError.class);
        properties.put(
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, SkipFailedRows.class);
        properties.put(RecordFailures.CONFIG, new RecordFailures(scope));
        properties.putAll(RestoreCase.STREAMS);
        driver =
                new TopologyTestDriver(
                        Topologies.build(plan, scope, properties, AutoOffsetReset.earliest()),
                        properties,
                        Instant.EPOCH);
        sink = plan.sink().topic();
    }

    /**
     * Runs a case from its beginning.
     *
     * @param plan the plan to run
     * @param directory for state
     */
    static RestoreFixture record(RestoreCase of, PhysicalPlan plan, Path directory)
            throws JsonProcessingException {
        try (var run = new RecordedRun(plan, directory)) {
            of.before().forEach(run::pipe);
            run.output(run.sink);
            var topics = run.internal();
            topics.forEach(
                    (topic, records) -> {
                        if (!topic.endsWith("-changelog")) {
                            records.clear();
                        }
                    });
            of.underWay().forEach(run::pipe);
            var later = run.internal();
            of.left().forEach(topic -> topics.get(topic).addAll(later.get(topic)));
            var waiting = run.output(run.sink);
            var then = new ArrayList<RestoreFixture.Then>();
            for (var input : of.then()) {
                run.pipe(input);
                then.add(new RestoreFixture.Then(input, run.output(run.sink)));
            }
            run.internal().keySet().forEach(t -> topics.putIfAbsent(t, new ArrayList<>()));
            return new RestoreFixture(
                    of.statements(),
                    RestoreFixture.MAPPER.readTree(PhysicalPlanJson.encode(plan)),
                    of.before(),
                    of.underWay(),
                    topics,
                    waiting,
                    then);
        }
    }

    private void pipe(StoredRecord record) {
        driver.createInputTopic(
                        record.topic(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(
                        new TestRecord<>(
                                record.keyBytes(),
                                record.valueBytes(),
                                Instant.ofEpochMilli(record.timestamp())));
    }

    /**
     * The new records of all internal topics, by the part of the name behind the application's id.
     */
    private SequencedMap<String, List<StoredRecord>> internal() {
        var topics = new TreeMap<String, List<StoredRecord>>();
        for (var topic : Set.copyOf(driver.producedTopicNames())) {
            if (topic.startsWith(APPLICATION + "-")) {
                topics.put(
                        topic.substring(APPLICATION.length() + 1), new ArrayList<>(output(topic)));
            }
        }
        return topics;
    }

    private List<StoredRecord> output(String topic) {
        var name =
                topic.startsWith(APPLICATION + "-")
                        ? topic.substring(APPLICATION.length() + 1)
                        : topic;
        return outputs
                .computeIfAbsent(
                        topic,
                        t ->
                                driver.createOutputTopic(
                                        t,
                                        new ByteArrayDeserializer(),
                                        new ByteArrayDeserializer()))
                .readRecordsToList()
                .stream()
                .map(r -> StoredRecord.of(name, r.key(), r.value(), r.timestamp()))
                .toList();
    }

    @Override
    public void close() {
        driver.close();
    }
}
