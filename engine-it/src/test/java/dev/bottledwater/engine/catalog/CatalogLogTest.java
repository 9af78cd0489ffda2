// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.sql.type.SqlType;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The catalog log, as one process and more write and read it. */
class CatalogLogTest extends CatalogLogFixture {
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
}
