// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.engine.EngineConfig;
import dev.bottledwater.sql.type.SqlType;

import org.apache.kafka.clients.admin.Admin;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

class CatalogLogTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

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
        kafka.createTopic(topic, 1);
    }

    @Test
    void twoWritersCanNotForkIt() throws Exception {
        var left = follower("left");
        var right = follower("right");
        var perWriter = 25;
        var start = new CyclicBarrier(2);
        int conflicts;
        try (var leftLog = left.open();
                var rightLog = right.open();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var leftConflicts = threads.submit(() -> write(leftLog, "L", perWriter, start));
            var rightConflicts = threads.submit(() -> write(rightLog, "R", perWriter, start));
            conflicts =
                    leftConflicts.get(60, TimeUnit.SECONDS)
                            + rightConflicts.get(60, TimeUnit.SECONDS);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(
                            () -> {
                                assertThat(leftLog.state()).isEqualTo(rightLog.state());
                                assertThat(leftLog.state().version()).isEqualTo(2L * perWriter);
                            });
        }
        var replayed = follower("late");
        try (var log = replayed.open()) {
            assertThat(log.state()).isEqualTo(left.last).isEqualTo(right.last);
            assertThat(log.state().catalog().types()).hasSize(2 * perWriter);
        }
        assertThat(conflicts).as("the first entries at least were a race").isPositive();
    }

    /**
     * Each entry adds a type whose struct lists the types that the writer saw: a fork would show in
     * the contents. The first ones build on the same state.
     */
    private static int write(CatalogLog log, String prefix, int count, CyclicBarrier start)
            throws Exception {
        var conflicts = 0;
        for (int i = 0; i < count; i++) {
            while (true) {
                var base = log.state();
                if (base.version() == 0 && conflicts == 0) {
                    start.await(60, TimeUnit.SECONDS);
                }
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
                        .atMost(PATIENCE)
                        .pollInterval(java.time.Duration.ofMillis(1))
                        .until(() -> log.state().version() > base.version());
            }
        }
        return conflicts;
    }

    @Test
    void aListenerHearsOfEveryEntryAfterTheReplay() {
        var first = follower("first");
        try (var log = first.open()) {
            append(log, "A");
            append(log, "B");
        }
        assertThat(first.heard).containsExactly("type/A/create", "type/B/create");
        var second = follower("second");
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
        try (var log = follower("one").open()) {
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
        var follower = follower("one");
        try (var log = follower.start()) {
            Awaitility.await()
                    .atMost(PATIENCE)
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
        var follower = follower("one");
        try (var log = follower.start()) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(follower.problem).contains("has lost its beginning"));
        }
    }

    @Test
    void theCatalogIsWrittenAnewBeforeRetentionTakesIt() throws Exception {
        retention = 2_000L;
        var first = follower("first");
        try (var log = first.open();
                var admin = Admin.create(kafka.adminProperties())) {
            append(log, "A");
            append(log, "B");
            var partition = new TopicPartition(topic, 0);
            // what retention does, once what it deletes isn't needed any more
            Awaitility.await().atMost(PATIENCE).until(() -> end(admin) > 3);
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(2))).all().get();
            append(log, "C");
            assertThat(log.state().version()).isEqualTo(3);
        }
        var second = follower("second");
        try (var log = second.open()) {
            assertThat(log.state()).isEqualTo(first.last);
            append(log, "D");
            assertThat(log.state().version()).isEqualTo(4);
        }
        assertThat(second.replayed).doesNotContain("type/A/create");
    }

    @Test
    void anIntactLogIsReadFromItsLastSnapshotOn() throws Exception {
        var day = Duration.ofDays(1);
        var hour = Duration.ofHours(1);
        var a = entry("A", 0);
        var b = entry("B", 1);
        var state = CatalogState.EMPTY.apply(a).apply(b);
        send(CatalogCodec.encode(a), day);
        send(CatalogCodec.encode(b), day);
        send(snapshot(2, state), hour);
        send(CatalogCodec.encode(entry("C", 2)), Duration.ZERO);
        var follower = follower("one");
        try (var log = follower.open()) {
            assertThat(log.state()).isEqualTo(state.apply(entry("C", 2)));
        }
        assertThat(follower.replayed).containsExactly("type/C/create");
    }

    @Test
    void anIntactLogWithoutALateSnapshotIsReadFromItsBeginning() throws Exception {
        var state = CatalogState.EMPTY.apply(entry("A", 0));
        send(CatalogCodec.encode(entry("A", 0)), Duration.ofDays(2));
        send(CatalogCodec.encode(entry("B", 1)), Duration.ofHours(1));
        // what was written between what its writer had read and it isn't in it
        send(snapshot(1, state), Duration.ofMinutes(1));
        send(CatalogCodec.encode(entry("C", 2)), Duration.ZERO);
        var follower = follower("one");
        try (var log = follower.open()) {
            assertThat(log.state().version()).isEqualTo(3);
        }
        assertThat(follower.replayed)
                .containsExactly("type/A/create", "type/B/create", "type/C/create");
    }

    private static byte[] snapshot(long readTo, CatalogState state) {
        return SnapshotCodec.encode(
                        new CatalogSnapshot("s", "other", 0, readTo, state, List.of()),
                        SnapshotCodec.MOST_BYTES)
                .getFirst();
    }

    /** 12 MB, where one record may have 8. */
    @Test
    void aCatalogThatIsTooLargeForOneRecordIsWrittenAnewInSeveral() throws Exception {
        retention = 2_000L;
        var first = follower("first");
        try (var log = first.open();
                var admin = Admin.create(kafka.adminProperties())) {
            for (int i = 0; i < 12; i++) {
                var type = "T" + i;
                var large = new SqlType.Field("F".repeat(1 << 20), SqlType.Primitive.STRING);
                assertThat(
                                log.append(
                                        log.state(),
                                        new CatalogEntry.Command(
                                                "type/" + type + "/create", "ok", null),
                                        List.of(
                                                new CatalogChange.PutType(
                                                        type, new SqlType.Struct(List.of(large))))))
                        .isPresent();
            }
            long written = end(admin);
            Awaitility.await().atMost(PATIENCE).until(() -> end(admin) >= written + 12);
            admin.deleteRecords(
                            Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(12)))
                    .all()
                    .get();
            append(log, "LAST");
        }
        var second = follower("second");
        try (var log = second.open()) {
            assertThat(log.state()).isEqualTo(first.last);
            assertThat(second.commands).hasSizeGreaterThan(11).startsWith("type/T0/create");
        }
    }

    private static CatalogEntry entry(String type, long base) {
        return new CatalogEntry(
                type,
                base,
                "other",
                0,
                new CatalogEntry.Command("type/%s/create".formatted(type), "ok", null),
                List.of(new CatalogChange.PutType(type, SqlType.Primitive.STRING)));
    }

    private long end(Admin admin) throws Exception {
        var partition = new TopicPartition(topic, 0);
        return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .get()
                .offset();
    }

    @Test
    void aLogThatIsDeletedWithoutASnapshotIsNoEmptyCatalog() throws Exception {
        try (var log = follower("first").open();
                var admin = Admin.create(kafka.adminProperties())) {
            append(log, "A");
            admin.deleteRecords(
                            Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(1)))
                    .all()
                    .get();
        }
        var follower = follower("second");
        try (var log = follower.start()) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(follower.problem).contains("has lost its beginning"));
        }
    }

    @Test
    void stopsBeforeARecordThatCanNotBeReadAndKeepsWhatItKnows() throws Exception {
        var running = follower("running");
        var refusal = "at offset 1 (Unrecognized token 'hello'";
        try (var log = running.open()) {
            append(log, "A");
            var known = log.state();
            send("hello");
            Awaitility.await()
                    .atMost(PATIENCE)
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
        var restarted = follower("restarted");
        try (var log = restarted.open()) {
            assertThat(restarted.last.catalog().types()).containsOnlyKeys("A");
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(restarted.problem).contains(refusal));
            assertThatThrownBy(log::requireWritable).hasMessageContaining(refusal);
        }
        skip = "1, 7";
        try (var log = follower("skipping").open()) {
            append(log, "C");
            assertThat(log.state().catalog().types()).containsOnlyKeys("A", "C");
            log.requireWritable();
        }
    }

    @Test
    void waitsForANewerProgramBeforeARecordOfAFormatToCome() throws Exception {
        var running = follower("running");
        try (var log = running.open()) {
            append(log, "A");
            send("{\"v\":3,\"id\":\"x\",\"base\":1}");
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(running.problem)
                                            .contains("format 3 at offset 1")
                                            .contains("run a newer bottled-water."));
            assertThat(log.state().catalog().types()).containsOnlyKeys("A");
            assertThatThrownBy(log::requireWritable).hasMessageContaining("format 3 at offset 1");
        }
    }

    /** Has the settings that the test has made so far. */
    private CatalogFollower follower(String name) {
        return new CatalogFollower(
                kafka,
                topic,
                retention == null
                        ? Map.of(EngineConfig.CATALOG_SKIP, skip)
                        : Map.of(EngineConfig.TOPIC_RETENTION, retention.toString()),
                name);
    }

    private void send(byte[] record, Duration age) throws Exception {
        try (var producer =
                new KafkaProducer<>(
                        kafka.clientProperties(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            producer.send(
                            new ProducerRecord<>(
                                    topic,
                                    0,
                                    System.currentTimeMillis() - age.toMillis(),
                                    null,
                                    record))
                    .get();
        }
    }

    private void send(String record) throws Exception {
        send(record.getBytes(StandardCharsets.UTF_8), Duration.ZERO);
    }

    private static void append(CatalogLog log, String type) {
        assertThat(
                        log.append(
                                log.state(),
                                new CatalogEntry.Command("type/" + type + "/create", "ok", null),
                                List.of(new CatalogChange.PutType(type, SqlType.Primitive.STRING))))
                .isPresent();
    }
}
