// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topology;

import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.physical.PhysicalPlan;
import dev.bottledwater.engine.serde.Formats;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Properties;

/** Runs a plan on a topology test driver: BIGINT keys and JSON values in, text out. */
final class TopologyRun implements AutoCloseable {
    final LoggedEntries log = new LoggedEntries();
    final Topology topology;
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> input;
    private final TestOutputTopic<byte[], byte[]> output;

    TopologyRun(PhysicalPlan plan) {
        this(plan, TopicNames.unchanged());
    }

    TopologyRun(PhysicalPlan plan, TopicNames names) {
        this(plan, names, null);
    }

    /**
     * @param deadLetters the cluster's name of the topic for dead letters, null for none
     */
    TopologyRun(PhysicalPlan plan, TopicNames names, @Nullable String deadLetters) {
        var scope =
                new QueryScope(
                        "Q_0", ExpressionCompiler.interpreter(), Formats.builtIn(), names, log);
        var properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "app");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:0");
        // builds side by side on one machine must not share it
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory());
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        properties.put(
                StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
                SkipUnreadableRecords.class);
        properties.put(
                StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
                FailOnProductionError.class);
        properties.put(
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, SkipFailedRows.class);
        properties.put(
                RecordFailures.CONFIG,
                new RecordFailures(
                        scope, deadLetters == null ? null : new DeadLetters(deadLetters)));
        properties.put("__emit.interval.ms.kstreams.windowed.aggregation__", 0);
        properties.put("__emit.interval.ms.kstreams.outer.join.spurious.results.fix__", 0);
        topology = Topologies.build(plan, scope, properties, AutoOffsetReset.earliest());
        driver = new TopologyTestDriver(topology, properties, Instant.EPOCH);
        input =
                driver.createInputTopic(
                        names.physicalTopic(plan.sourceTopics().getFirst()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        output =
                driver.createOutputTopic(
                        names.physicalTopic(plan.sink().topic()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
    }

    private static String stateDirectory() {
        try {
            var directory = Files.createTempDirectory("topology-run");
            directory.toFile().deleteOnExit();
            return directory.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TopologyRun pipe(@Nullable Long key, @Nullable String value) {
        return pipe(key, value, 0, new RecordHeaders());
    }

    TopologyRun pipe(@Nullable Long key, @Nullable String value, long timestamp) {
        return pipe(key, value, timestamp, new RecordHeaders());
    }

    TopologyRun pipe(@Nullable Long key, @Nullable String value, long timestamp, Headers headers) {
        input.pipeInput(
                new TestRecord<>(
                        key == null ? null : ByteBuffer.allocate(8).putLong(key).array(),
                        value == null ? null : value.getBytes(StandardCharsets.UTF_8),
                        headers,
                        timestamp));
        return this;
    }

    /** Pipes a record into one of several sources. */
    TopologyRun pipe(String topic, @Nullable Long key, @Nullable String value, long timestamp) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(
                        key == null ? null : ByteBuffer.allocate(8).putLong(key).array(),
                        value == null ? null : value.getBytes(StandardCharsets.UTF_8),
                        timestamp);
        return this;
    }

    /** What was written to another topic since the last call. */
    List<TestRecord<byte[], byte[]>> records(String topic) {
        return driver.createOutputTopic(
                        topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    List<TestRecord<byte[], byte[]>> records() {
        return output.readRecordsToList();
    }

    /** What was written since the last call, as {@code key=value} with a STRING key. */
    List<String> textKeyed() {
        return records().stream().map(r -> text(r.key()) + "=" + text(r.value())).toList();
    }

    /** What was written since the last call, as {@code key=value} with a BIGINT key. */
    List<String> longKeyed() {
        return records().stream()
                .map(
                        r ->
                                (r.key() == null ? null : ByteBuffer.wrap(r.key()).getLong())
                                        + "="
                                        + text(r.value()))
                .toList();
    }

    static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        driver.close();
    }
}
