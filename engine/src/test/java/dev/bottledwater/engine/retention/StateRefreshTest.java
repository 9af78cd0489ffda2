// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.physical.PhysicalPlan;
import dev.bottledwater.engine.restore.RestoreCase;
import dev.bottledwater.engine.restore.StoredRecord;
import dev.bottledwater.engine.serde.Formats;
import dev.bottledwater.engine.topology.LoggedEntries;
import dev.bottledwater.engine.topology.Topologies;

import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Old entries of stores, and the rows of tables, are written anew as they are. */
class StateRefreshTest {
    private static final Duration RETENTION = Duration.ofHours(3);

    @TempDir Path state;

    /** A plan in memory, with everything that it writes. */
    private static final class Run implements AutoCloseable {
        private final TopologyTestDriver driver;
        private final String sink;
        private final Map<String, TestOutputTopic<byte[], byte[]>> outputs = new HashMap<>();

        Run(PhysicalPlan plan, Path directory) {
            var scope =
                    new QueryScope(
                            "Q",
                            ExpressionCompiler.interpreter(),
                            Formats.builtIn(),
                            TopicNames.unchanged(),
                            new LoggedEntries());
            var properties = new Properties();
            properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "app");
            properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:0");
            properties.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
            properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
            properties.putAll(RestoreCase.STREAMS);
            var topology = Topologies.build(plan, scope, properties, AutoOffsetReset.earliest());
            StateRefresh.add(topology, plan, scope, RETENTION);
            driver = new TopologyTestDriver(topology, properties, Instant.EPOCH);
            sink = plan.sink().topic();
        }

        void pipe(StoredRecord record) {
            driver.createInputTopic(
                            record.topic(), new ByteArraySerializer(), new ByteArraySerializer())
                    .pipeInput(
                            new TestRecord<>(
                                    record.keyBytes(),
                                    record.valueBytes(),
                                    Instant.ofEpochMilli(record.timestamp())));
        }

        void waitFor(Duration time) {
            driver.advanceWallClockTime(time);
        }

        List<StoredRecord> sink() {
            return read(sink);
        }

        List<StoredRecord> read(String topic) {
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
                    .map(r -> StoredRecord.of(topic, r.key(), r.value(), r.timestamp()))
                    .toList();
        }

        /** The new records of all changelogs. */
        List<StoredRecord> changelogs() {
            var records = new ArrayList<StoredRecord>();
            for (var topic : driver.producedTopicNames().stream().sorted().toList()) {
                if (topic.endsWith("-changelog")) {
                    records.addAll(read(topic));
                }
            }
            return records;
        }

        @Override
        public void close() {
            driver.close();
        }
    }

    private static Map<List<String>, String> last(List<StoredRecord> records) {
        var table = new HashMap<List<String>, String>();
        for (var r : records) {
            var key = List.of(r.topic(), String.valueOf(r.key()));
            if (r.value() == null) {
                table.remove(key);
            } else {
                table.put(key, r.value());
            }
        }
        return table;
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "TABLE_SOURCE_STORE",
                "STREAM_AGGREGATE",
                "STREAM_AGGREGATE_MOVED",
                "STREAM_AGGREGATE_TWO_COLUMNS",
                "TABLE_AGGREGATE",
                "JOIN_TABLES",
                "JOIN_FOREIGN_KEY"
            })
    void writesOldStateAndTheTableAnewAndGoesOn(RestoreCase restored) {
        try (var run = new Run(restored.planned(), state)) {
            restored.before().forEach(run::pipe);
            var table = last(run.sink());
            var live = last(run.changelogs());
            assertThat(live).isNotEmpty();

            run.waitFor(RETENTION.dividedBy(4));
            assertThat(run.changelogs()).isEmpty();
            assertThat(run.sink()).isEmpty();

            run.waitFor(RETENTION.dividedBy(6));
            run.waitFor(RETENTION.dividedBy(16));
            run.waitFor(RETENTION.dividedBy(16));
            var anew = run.changelogs();
            assertThat(last(anew)).isEqualTo(live);
            assertThat(anew)
                    .allSatisfy(
                            r ->
                                    assertThat(r.timestamp())
                                            .isGreaterThan(RETENTION.dividedBy(3).toMillis()));
            var written = run.sink();
            assertThat(last(written)).isEqualTo(table);
            assertThat(written)
                    .allSatisfy(
                            r ->
                                    assertThat(r.timestamp())
                                            .isGreaterThan(RETENTION.dividedBy(3).toMillis()));

            // what follows is what would have followed
            try (var other = new Run(restored.planned(), state.resolve("other"))) {
                restored.before().forEach(other::pipe);
                other.sink();
                for (var input : restored.then()) {
                    run.pipe(input);
                    other.pipe(input);
                    assertThat(untimed(run.sink())).isEqualTo(untimed(other.sink()));
                }
            }
        }
    }

    private static List<List<String>> untimed(List<StoredRecord> records) {
        return records.stream()
                .map(r -> List.of(String.valueOf(r.key()), String.valueOf(r.value())))
                .toList();
    }

    @Test
    void writesAtABoundedRate() {
        try (var run = new Run(RestoreCase.STREAM_AGGREGATE.planned(), state)) {
            var template = RestoreCase.STREAM_AGGREGATE.before().getFirst();
            int keys = 3 * RefreshPace.MOST_WRITTEN + 1;
            for (int i = 0; i < keys; i++) {
                run.pipe(
                        new StoredRecord(
                                template.topic(),
                                "hex:%016x".formatted(i),
                                template.value(),
                                template.timestamp()));
            }
            run.changelogs();
            run.waitFor(RETENTION.dividedBy(2));
            var counts = new TreeMap<Integer, Integer>();
            for (int i = 0; i < 4; i++) {
                counts.put(i, run.changelogs().size());
                run.waitFor(RefreshPace.TICK);
            }
            assertThat(counts.values())
                    .containsExactly(
                            RefreshPace.MOST_WRITTEN,
                            RefreshPace.MOST_WRITTEN,
                            RefreshPace.MOST_WRITTEN,
                            1);
        }
    }

    @Test
    void leavesStreamsAndWindowsAlone() {
        for (var each : List.of(RestoreCase.WINDOWED_AGGREGATE_TUMBLING, RestoreCase.JOIN_LOOKUP)) {
            try (var run = new Run(each.planned(), state.resolve(each.name()))) {
                each.before().forEach(run::pipe);
                run.sink();
                run.changelogs();
                run.waitFor(RETENTION);
                assertThat(run.sink()).as(each.name()).isEmpty();
                assertThat(
                                run.changelogs().stream()
                                        .map(StoredRecord::topic)
                                        .collect(Collectors.toSet()))
                        .isEqualTo(
                                each == RestoreCase.JOIN_LOOKUP
                                        ? java.util.Set.of("app-KsqlTopic-2-Reduce-changelog")
                                        : java.util.Set.of());
            }
        }
    }
}
