// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.execution;

import dev.bottledwater.engine.ProcessingLog;
import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.eval.compile.ExpressionCompilers;
import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.serde.Formats;
import dev.bottledwater.engine.topology.FailOnProductionError;
import dev.bottledwater.engine.topology.RecordFailures;
import dev.bottledwater.engine.topology.SkipUnreadableRecords;
import dev.bottledwater.engine.topology.Topologies;

import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** A query on a driver of its own, whose wall clock stands still. */
final class QueryRun implements AutoCloseable {
    private static final String SERVICE_ID = "some.ksql.service.id";
    private static final String STREAMS = "ksql.streams.";

    private final TopologyTestDriver driver;
    private final Map<String, TestInputTopic<byte[], byte[]>> inputs = new HashMap<>();
    private final TestOutputTopic<byte[], byte[]> output;

    private QueryRun(TopologyTestDriver driver, RunningQuery query) {
        this.driver = driver;
        for (var topic : query.plan().sourceTopics()) {
            inputs.put(
                    topic,
                    driver.createInputTopic(
                            topic, new ByteArraySerializer(), new ByteArraySerializer()));
        }
        this.output =
                driver.createOutputTopic(
                        query.plan().sink().topic(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
    }

    /**
     * @param log takes what the query reports about records
     * @param stateDirectory a directory for this query alone
     */
    static QueryRun start(
            RunningQuery query, Formats formats, ProcessingLog log, Path stateDirectory) {
        var scope = scope(query, formats, log);
        var properties = properties(query, scope);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        return new QueryRun(
                new TopologyTestDriver(
                        Topologies.build(
                                query.plan(), scope, properties, AutoOffsetReset.earliest()),
                        properties,
                        Instant.EPOCH),
                query);
    }

    /**
     * The query's topology, which nothing runs.
     *
     * @throws IllegalArgumentException when it can't be built
     */
    static Topology topology(RunningQuery query, Formats formats) {
        var scope = scope(query, formats, _ -> {});
        return Topologies.build(
                query.plan(), scope, properties(query, scope), AutoOffsetReset.earliest());
    }

    private static QueryScope scope(RunningQuery query, Formats formats, ProcessingLog log) {
        return new QueryScope(
                query.id(), ExpressionCompilers.forQueries(), formats, TopicNames.unchanged(), log);
    }

    private static Properties properties(RunningQuery query, QueryScope scope) {
        var properties = new Properties();
        query.properties()
                .forEach(
                        (name, value) -> {
                            if (name.startsWith(STREAMS)) {
                                properties.put(name.substring(STREAMS.length()), value);
                            }
                        });
        properties.put(
                StreamsConfig.APPLICATION_ID_CONFIG,
                "_confluent-ksql-%squery_%s".formatted(SERVICE_ID, query.id()));
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:0");
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        properties.put(
                StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
                SkipUnreadableRecords.class);
        properties.put(
                StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
                FailOnProductionError.class);
        properties.put(
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
                FailedAggregationsFail.class);
        properties.put(RecordFailures.CONFIG, new RecordFailures(scope));
        return properties;
    }

    /** Feeds a record of a source topic and returns what the query wrote to its sink for it. */
    List<LoggedRecord> feed(String topic, LoggedRecord record) {
        var input = inputs.get(topic);
        if (input == null) {
            throw new IllegalArgumentException("the query doesn't read " + topic);
        }
        pipe(input, record);
        return output.readRecordsToList().stream()
                .map(r -> new LoggedRecord(r.key(), r.value(), r.timestamp(), r.headers()))
                .toList();
    }

    @SuppressWarnings("NullAway") // keys and values may be null, which the signature doesn't say
    private static void pipe(TestInputTopic<byte[], byte[]> input, LoggedRecord record) {
        input.pipeInput(
                new TestRecord<>(
                        record.key(), record.value(), record.headers(), record.timestamp()));
    }

    /** All topics that the query wrote to, its own ones too. */
    Set<String> writtenTopics() {
        return Set.copyOf(driver.producedTopicNames());
    }

    @Override
    public void close() {
        driver.close();
    }
}
