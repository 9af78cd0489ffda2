// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.sql.type.SqlType;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A catalog log whose beginning is written anew, or is gone. */
class SnapshotsInLogTest extends CatalogLogFixture {
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

    private static byte[] snapshot(long readTo, CatalogState state) {
        return SnapshotCodec.encode(
                        new CatalogSnapshot("s", "other", 0, readTo, state, List.of()),
                        SnapshotCodec.MOST_BYTES)
                .getFirst();
    }
}
