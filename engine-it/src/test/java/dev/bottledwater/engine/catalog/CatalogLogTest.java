// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.engine.EngineConfig;
import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.sql.type.SqlType;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

class CatalogLogTest {
    private static EmbeddedKafka kafka;
    private String topic;
    private @Nullable Long retention;
    private String skip = "";

    @BeforeAll
    static void launch() {
        kafka = EmbeddedKafka.launch();
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @BeforeEach
    void createTopic(TestInfo test) throws Exception {
        topic = "catalog-" + test.getTestMethod().orElseThrow().getName();
        try (var admin = Admin.create(kafka.adminProperties())) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    @Test
    void twoWritersCanNotForkIt() throws Exception {
        var left = new Follower("left");
        var right = new Follower("right");
        var perWriter = 25;
        var start = new CountDownLatch(1);
        int conflicts;
        try (var leftLog = left.open();
                var rightLog = right.open();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var leftConflicts = threads.submit(() -> write(leftLog, "L", perWriter, start));
            var rightConflicts = threads.submit(() -> write(rightLog, "R", perWriter, start));
            start.countDown();
            conflicts =
                    leftConflicts.get(60, TimeUnit.SECONDS)
                            + rightConflicts.get(60, TimeUnit.SECONDS);
            Awaitility.await()
                    .untilAsserted(
                            () -> {
                                assertThat(leftLog.state()).isEqualTo(rightLog.state());
                                assertThat(leftLog.state().version()).isEqualTo(2L * perWriter);
                            });
        }
        var replayed = new Follower("late");
        try (var log = replayed.open()) {
            assertThat(log.state()).isEqualTo(left.last).isEqualTo(right.last);
            assertThat(log.state().catalog().types()).hasSize(2 * perWriter);
        }
        // Without a single conflict the race would have shown nothing.
        assertThat(conflicts).isPositive();
    }

    /**
     * Each entry adds a type whose struct lists the types that the writer saw: a fork would show in
     * the contents.
     */
    private static int write(CatalogLog log, String prefix, int count, CountDownLatch start)
            throws InterruptedException {
        start.await();
        var conflicts = 0;
        for (int i = 0; i < count; i++) {
            while (true) {
                var base = log.state();
                var seen =
                        new SqlType.Struct(
                                base.catalog().types().keySet().stream()
                                        .map(n -> new SqlType.Field(n, SqlType.Primitive.STRING))
                                        .toList());
                var name = prefix + i;
                var applied =
                        log.append(
                                base,
                                new CatalogEntry.Command("type/" + name + "/create", "ok", null),
                                List.of(new CatalogChange.PutType(name, seen)));
                if (applied.isPresent()) {
                    assertThat(applied.get().catalog().types()).containsEntry(name, seen);
                    break;
                }
                conflicts++;
                Awaitility.await()
                        .pollInterval(java.time.Duration.ofMillis(1))
                        .until(() -> log.state().version() > base.version());
            }
        }
        return conflicts;
    }

    @Test
    void aListenerHearsOfEveryEntryAfterTheReplay() {
        var first = new Follower("first");
        try (var log = first.open()) {
            append(log, "A");
            append(log, "B");
        }
        assertThat(first.heard).containsExactly("type/A/create", "type/B/create");
        var second = new Follower("second");
        try (var log = second.open()) {
            assertThat(second.heard).isEmpty();
            assertThat(second.replayed).containsExactly("type/A/create", "type/B/create");
            append(log, "C");
            assertThat(log.state().catalog().types()).containsOnlyKeys("A", "B", "C");
        }
        assertThat(second.heard).containsExactly("type/C/create");
    }

    @Test
    void anEntryThatIsBasedOnAnOldVersionIsRefused() {
        try (var log = new Follower("one").open()) {
            var old = log.state();
            append(log, "A");
            assertThat(
                            log.append(
                                    old,
                                    new CatalogEntry.Command("type/B/create", "ok", null),
                                    List.of(
                                            new CatalogChange.PutType(
                                                    "B", SqlType.Primitive.STRING))))
                    .isEmpty();
            assertThat(log.state().catalog().types()).containsOnlyKeys("A");
        }
    }

    @Test
    void somethingThatIsNoEntryIsReportedWithItsPlace() throws Exception {
        send("hello");
        var follower = new Follower("one");
        try (var log = follower.start()) {
            Awaitility.await()
                    .untilAsserted(
                            () ->
                                    assertThat(follower.problem)
                                            .contains("topic '" + topic + "'")
                                            .contains("at offset 0")
                                            .contains("another program must not write"));
            assertThat(log.state()).isEqualTo(CatalogState.EMPTY);
        }
    }

    @Test
    void aLogThatLostItsBeginningIsNoEmptyCatalog() throws Exception {
        var entry =
                new CatalogEntry(
                        "e",
                        7,
                        "other",
                        0,
                        new CatalogEntry.Command("type/A/create", "ok", null),
                        List.of(new CatalogChange.PutType("A", SqlType.Primitive.STRING)));
        send(new String(CatalogCodec.encode(entry), StandardCharsets.UTF_8));
        var follower = new Follower("one");
        try (var log = follower.start()) {
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(follower.problem).contains("has lost its beginning"));
        }
    }

    @Test
    void theCatalogIsWrittenAnewBeforeRetentionTakesIt() throws Exception {
        retention = 2_000L;
        var first = new Follower("first");
        try (var log = first.open();
                var admin = Admin.create(kafka.adminProperties())) {
            append(log, "A");
            append(log, "B");
            var partition = new TopicPartition(topic, 0);
            // what retention does, once what it deletes isn't needed any more
            Awaitility.await()
                    .until(
                            () ->
                                    admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                                                    .partitionResult(partition)
                                                    .get()
                                                    .offset()
                                            > 3);
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(2))).all().get();
            append(log, "C");
            assertThat(log.state().version()).isEqualTo(3);
        }
        var second = new Follower("second");
        try (var log = second.open()) {
            assertThat(log.state()).isEqualTo(first.last);
            append(log, "D");
            assertThat(log.state().version()).isEqualTo(4);
        }
        assertThat(second.replayed).doesNotContain("type/A/create");
    }

    @Test
    void aLogThatIsDeletedWithoutASnapshotIsNoEmptyCatalog() throws Exception {
        try (var log = new Follower("first").open();
                var admin = Admin.create(kafka.adminProperties())) {
            append(log, "A");
            admin.deleteRecords(
                            Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(1)))
                    .all()
                    .get();
        }
        var follower = new Follower("second");
        try (var log = follower.start()) {
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(follower.problem).contains("has lost its beginning"));
        }
    }

    @Test
    void stopsBeforeARecordThatCanNotBeReadAndKeepsWhatItKnows() throws Exception {
        var running = new Follower("running");
        var refusal = "at offset 1 (Unrecognized token 'hello'";
        try (var log = running.open()) {
            append(log, "A");
            var known = log.state();
            send("hello");
            Awaitility.await()
                    .untilAsserted(
                            () ->
                                    assertThat(running.problem)
                                            .contains(refusal)
                                            .contains("set KSQL_BW_CATALOG_SKIP=1.")
                                            .endsWith(
                                                    "Queries run on as version 1 of the catalog has them."));
            assertThat(log.state()).isEqualTo(known);
            assertThatThrownBy(log::requireWritable)
                    .isInstanceOf(CatalogLogException.class)
                    .hasMessageStartingWith("The catalog can't be changed now. The catalog log, ")
                    .hasMessageContaining(refusal);
            assertThatThrownBy(() -> append(log, "B"))
                    .isInstanceOf(CatalogLogException.class)
                    .hasMessageContaining(refusal);
        }
        var restarted = new Follower("restarted");
        try (var log = restarted.open()) {
            assertThat(restarted.last.catalog().types()).containsOnlyKeys("A");
            Awaitility.await().untilAsserted(() -> assertThat(restarted.problem).contains(refusal));
            assertThatThrownBy(log::requireWritable).hasMessageContaining(refusal);
        }
        skip = "1, 7";
        try (var log = new Follower("skipping").open()) {
            append(log, "C");
            assertThat(log.state().catalog().types()).containsOnlyKeys("A", "C");
            log.requireWritable();
        }
    }

    @Test
    void waitsForANewerProgramBeforeARecordOfAFormatToCome() throws Exception {
        var running = new Follower("running");
        try (var log = running.open()) {
            append(log, "A");
            send("{\"v\":2,\"id\":\"x\",\"base\":1}");
            Awaitility.await()
                    .untilAsserted(
                            () ->
                                    assertThat(running.problem)
                                            .contains("format 2 at offset 1")
                                            .contains("run a newer bottled-water."));
            assertThat(log.state().catalog().types()).containsOnlyKeys("A");
            assertThatThrownBy(log::requireWritable).hasMessageContaining("format 2 at offset 1");
        }
    }

    private void send(String record) throws Exception {
        try (var producer =
                new KafkaProducer<>(
                        kafka.clientProperties(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            producer.send(
                            new ProducerRecord<>(
                                    topic, 0, null, record.getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
    }

    private static void append(CatalogLog log, String type) {
        assertThat(
                        log.append(
                                log.state(),
                                new CatalogEntry.Command("type/" + type + "/create", "ok", null),
                                List.of(new CatalogChange.PutType(type, SqlType.Primitive.STRING))))
                .isPresent();
    }

    private final class Follower implements CatalogListener {
        private final String name;
        private final CompletableFuture<CatalogState> ready = new CompletableFuture<>();
        private final List<String> replayed = new ArrayList<>();
        private final List<String> heard = new ArrayList<>();
        private volatile CatalogState last = CatalogState.EMPTY;
        private volatile String problem = "";

        Follower(String name) {
            this.name = name;
        }

        CatalogLog start() {
            var properties =
                    kafka.clientProperties().entrySet().stream()
                            .collect(
                                    Collectors.toMap(
                                            Map.Entry::getKey, e -> e.getValue().toString()));
            var config =
                    new EngineConfig(
                            properties,
                            "test_",
                            topic,
                            Path.of("unused"),
                            retention == null
                                    ? Map.of(EngineConfig.CATALOG_SKIP, skip)
                                    : Map.of(EngineConfig.TOPIC_RETENTION, retention.toString()),
                            name);
            var log = new CatalogLog(config, TopicNames.unchanged(), this);
            log.start();
            return log;
        }

        CatalogLog open() {
            var log = start();
            ready.orTimeout(30, TimeUnit.SECONDS).join();
            return log;
        }

        @Override
        public void replayed(CatalogEntry entry) {
            replayed.add(entry.command().id());
        }

        @Override
        public void caughtUp(CatalogState state) {
            last = state;
            ready.complete(state);
        }

        @Override
        public void changed(CatalogState before, CatalogState after, CatalogEntry entry) {
            assertThat(before).isEqualTo(last);
            last = after;
            heard.add(entry.command().id());
        }

        @Override
        public void healed(CatalogState before, CatalogState after) {
            assertThat(before).isEqualTo(last);
            last = after;
        }

        @Override
        public void unreadable(String reason) {
            problem = reason;
        }

        @Override
        public void readable() {
            problem = "";
        }
    }
}
