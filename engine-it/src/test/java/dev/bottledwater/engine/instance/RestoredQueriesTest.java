// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.devkit.kafka.EmbeddedKafkaOptions;
import dev.bottledwater.engine.EngineConfig;
import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.physical.PhysicalPlanJson;
import dev.bottledwater.engine.query.QueryDefinition;
import dev.bottledwater.engine.query.QueryRuntime;
import dev.bottledwater.engine.query.RetryPolicy;
import dev.bottledwater.engine.restore.RestoreCase;
import dev.bottledwater.engine.restore.RestoreFixture;
import dev.bottledwater.engine.restore.StoredRecord;
import dev.bottledwater.engine.serde.Formats;
import dev.bottledwater.engine.topology.LoggedEntries;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Queries that a program of each version left behind, taken over by today's program on a machine
 * without state: the internal topics hold the recorded bytes, and what comes out afterwards depends
 * on their having been found, restored and read rightly.
 */
class RestoredQueriesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static EmbeddedKafka kafka;
    private static Admin admin;
    private static KafkaProducer<byte[], byte[]> producer;

    @TempDir Path state;

    @BeforeAll
    static void start() {
        // the fixtures' times are those of 1970
        kafka =
                EmbeddedKafka.launch(
                        EmbeddedKafkaOptions.defaults()
                                .withBrokerSetting("log.retention.ms", "-1"));
        admin = Admin.create(kafka.adminProperties());
        producer =
                new KafkaProducer<>(
                        kafka.clientProperties(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    @AfterAll
    static void stop() {
        producer.close();
        admin.close();
        kafka.close();
    }

    static Stream<Arguments> fixtures() {
        return IntStream.rangeClosed(1, PhysicalPlanJson.VERSION)
                .boxed()
                .flatMap(v -> Stream.of(RestoreCase.values()).map(c -> Arguments.of(v, c)));
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void goesOnWhereTheOlderProgramStopped(int version, RestoreCase restored) throws Exception {
        var fixture = RestoreFixture.load(version, restored.file());
        var names = new Prefixed("v" + version + "." + restored.file() + ".");
        var plan = PhysicalPlanJson.decode(fixture.plan().toString(), RestoreCase.FUNCTIONS);
        var log = new LoggedEntries();
        try (var runtime =
                new QueryRuntime(
                        config(),
                        names,
                        log,
                        ExpressionCompiler.interpreter(),
                        Formats.builtIn(),
                        RetryPolicy.DEFAULT)) {
            var application = runtime.applicationId("Q");
            var topics =
                    new ArrayList<>(
                            plan.sourceTopics().stream().map(names::physicalTopic).toList());
            topics.add(names.physicalTopic(plan.sink().topic()));
            fixture.topics().keySet().forEach(t -> topics.add(application + "-" + t));
            create(topics);
            for (var internal : fixture.topics().entrySet()) {
                for (var record : internal.getValue()) {
                    send(application + "-" + internal.getKey(), record);
                }
            }

            runtime.start(new QueryDefinition("Q", plan, properties()), false);

            var expected = new ArrayList<>(fixture.waiting());
            try (var sink = new Sink(names.physicalTopic(plan.sink().topic()))) {
                assertThat(sink.read(expected.size())).isEqualTo(expected);
                for (var then : fixture.then()) {
                    send(names.physicalTopic(then.in().topic()), then.in());
                    expected.addAll(then.out());
                    assertThat(sink.read(expected.size())).isEqualTo(expected);
                }
            }
            assertThat(log.entries()).isEmpty();
            assertThat(internalTopics(application)).isEqualTo(fixture.topics().keySet());
        }
    }

    private EngineConfig config() {
        return new EngineConfig(
                kafka.clientProperties().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().toString())),
                "restore_",
                "catalog",
                state,
                Map.of(),
                "i");
    }

    private static Map<String, String> properties() {
        var properties = new HashMap<>(RestoreCase.STREAMS);
        properties.put("auto.offset.reset", "earliest");
        return properties;
    }

    private static void create(List<String> topics) {
        kafka.createTopics(
                topics.stream()
                        .map(t -> new NewTopic(t, Optional.of(1), Optional.empty()))
                        .toList());
    }

    private static void send(String topic, StoredRecord record) throws Exception {
        producer.send(
                        new ProducerRecord<>(
                                topic,
                                0,
                                record.timestamp(),
                                record.keyBytes(),
                                record.valueBytes()))
                .get();
    }

    /** A name that today's program made up would be here. */
    private static TreeSet<String> internalTopics(String application) throws Exception {
        return admin.listTopics().names().get().stream()
                .filter(t -> t.startsWith(application + "-"))
                .map(t -> t.substring(application.length() + 1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Reads a topic as it grows. */
    private static final class Sink implements AutoCloseable {
        private final List<StoredRecord> records = new ArrayList<>();
        private final KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        kafka.adminProperties(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());

        Sink(String topic) {
            var partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
        }

        /** All records, once there are {@code least}. */
        List<StoredRecord> read(int least) {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (records.size() < least && System.nanoTime() < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(this::add);
            }
            return records;
        }

        private void add(ConsumerRecord<byte[], byte[]> record) {
            records.add(StoredRecord.of("O", record.key(), record.value(), record.timestamp()));
        }

        @Override
        public void close() {
            consumer.close();
        }
    }

    /** A prefix keeps the topics of the cases apart. */
    private record Prefixed(String prefix) implements TopicNames {
        @Override
        public String physicalTopic(String logical) {
            return logical.startsWith(prefix) ? logical : prefix + logical;
        }

        @Override
        public String logicalTopic(String physical) {
            return physical.startsWith(prefix) ? physical.substring(prefix.length()) : physical;
        }

        @Override
        public String physicalGroup(String logical) {
            return physicalTopic(logical);
        }
    }
}
