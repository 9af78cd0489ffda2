// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.ProcessingLog;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/** Rows that come too late, and those without a group or a key to join on, leave an entry. */
class LeftOutRowsTest {
    private static final String SOURCES =
            """
            CREATE STREAM A (ID BIGINT KEY, K BIGINT, V INT) WITH (KAFKA_TOPIC='a', VALUE_FORMAT='JSON');
            CREATE STREAM B (ID BIGINT KEY, K BIGINT, W INT) WITH (KAFKA_TOPIC='b', VALUE_FORMAT='JSON');
            CREATE TABLE T (ID BIGINT PRIMARY KEY, W INT) WITH (KAFKA_TOPIC='t', VALUE_FORMAT='JSON');
            """;

    private static TopologyRun run(String select) {
        return new TopologyRun(StatementPlans.of(SOURCES + select));
    }

    private static List<String> told(TopologyRun run) {
        assertThat(run.log.entries())
                .allMatch(e -> e.type() == ProcessingLog.Type.RECORD_PROCESSING_ERROR);
        return run.log.entries().stream()
                .map(e -> e.topic() + "-" + e.partition() + "@" + e.offset() + ": " + e.message())
                .toList();
    }

    private static void row(TopologyRun run, long id, long time) {
        run.pipe("a", id, "{\"K\":1,\"V\":1}", time);
    }

    @Test
    void tellsOfARowWhoseWindowHasClosed() {
        try (var run =
                run(
                        "CREATE TABLE X AS SELECT ID, COUNT(*) AS N FROM A WINDOW TUMBLING (SIZE 10 SECONDS, GRACE PERIOD 2 SECONDS) GROUP BY ID;")) {
            row(run, 1, 1_000);
            row(run, 2, 11_999);
            row(run, 1, 9_999); // within the grace period
            row(run, 2, 12_000); // closes the window
            row(run, 1, 9_999);
            row(run, 1, 10_000);

            assertThat(told(run))
                    .containsExactly(
                            "a-0@4: A row came too late and was left out: its time is 1970-01-01T00:00:09.999Z, but its window closed before, as there are rows of 1970-01-01T00:00:12Z already and GRACE PERIOD is 2000 ms");
            assertThat(run.log.entries().getFirst().step()).isEqualTo("Aggregate");
            assertThat(run.records()).hasSize(5);
        }
    }

    @Test
    void tellsOfARowThatIsTooLateForSomeOfItsWindows() {
        try (var run =
                run(
                        "CREATE TABLE X AS SELECT ID, COUNT(*) AS N FROM A WINDOW HOPPING (SIZE 10 SECONDS, ADVANCE BY 5 SECONDS, GRACE PERIOD 0 SECONDS) GROUP BY ID;")) {
            row(run, 1, 12_000); // in the windows of 5 and of 10 s
            row(run, 1, 8_000); // in those of 0, which has closed, and of 5 s
            row(run, 1, 3_000); // in that of 0 s

            assertThat(told(run)).hasSize(2);
            assertThat(told(run).getFirst()).startsWith("a-0@1").contains("but 1 of its 2 windows");
            assertThat(told(run).getLast()).startsWith("a-0@2").contains("but its window closed");
            assertThat(run.records()).hasSize(3);
        }
    }

    @Test
    void tellsOfARowThatNoOpenSessionTakesIn() {
        try (var run =
                run(
                        "CREATE TABLE X AS SELECT ID, COUNT(*) AS N FROM A WINDOW SESSION (5 SECONDS, GRACE PERIOD 1 SECONDS) GROUP BY ID;")) {
            row(run, 1, 20_000);
            row(run, 1, 16_000);
            row(run, 1, 13_000); // late, but next to a session that is open
            row(run, 2, 13_000);

            assertThat(told(run)).hasSize(1);
            assertThat(told(run).getFirst())
                    .startsWith("a-0@3")
                    .contains("its session closed before");
        }
    }

    @Test
    void tellsOfLateRowsWhereTheyAreRepartitionedToo() {
        try (var run =
                run(
                        "CREATE TABLE X AS SELECT K, COUNT(*) AS N FROM A WINDOW TUMBLING (SIZE 1 SECONDS, GRACE PERIOD 0 SECONDS) GROUP BY K;")) {
            row(run, 1, 5_000);
            row(run, 2, 500);

            assertThat(told(run)).hasSize(1);
            assertThat(told(run).getFirst()).contains("-repartition-0@1: A row came too late");
        }
    }

    @Test
    void tellsOfRowsWithoutAGroup() {
        try (var run = run("CREATE TABLE X AS SELECT K, COUNT(*) AS N FROM A GROUP BY K;")) {
            run.pipe("a", 1L, "{\"V\":1}", 0).pipe("a", 1L, "{\"K\":1}", 0).pipe("a", 1L, null, 0);

            assertThat(told(run))
                    .containsExactly(
                            "a-0@0: A row was left out of the aggregation: what it is to be grouped by is null");
        }
    }

    @Test
    void tellsOfARowThatTheJoinKeepsNoMore() {
        try (var run =
                run(
                        "CREATE STREAM X AS SELECT A.ID, V, W FROM A JOIN B WITHIN 10 SECONDS GRACE PERIOD 5 SECONDS ON A.ID = B.ID;")) {
            row(run, 1, 600_000);
            row(run, 2, 580_000); // late, but still kept
            run.pipe("b", 2L, "{\"W\":2}", 580_001);
            row(run, 3, 100_000);
            run.pipe("b", 3L, "{\"W\":3}", 100_000);

            assertThat(told(run)).hasSize(2);
            assertThat(told(run).getFirst())
                    .startsWith("a-0@2")
                    .contains("its window of the join closed before");
            assertThat(run.longKeyed()).containsExactly("2={\"V\":1,\"W\":2}");
        }
    }

    /** The sides whose rows without a key are told of; others are emitted without a partner. */
    @ParameterizedTest
    @CsvSource({
        "JOIN, ID, a-0@0 b-0@0",
        "LEFT JOIN, ID, b-0@0",
        "RIGHT JOIN, ID, a-0@0",
        "FULL JOIN, ID, ''",
        "JOIN, K, a-0@0 b-0@0",
        "LEFT JOIN, K, b-0@0",
        "RIGHT JOIN, K, a-0@0",
        "FULL JOIN, K, ''"
    })
    void tellsOfRowsThatAJoinOfStreamsLeavesOut(String join, String key, String expected) {
        var column =
                join.startsWith("FULL") ? "ROWKEY" : (join.startsWith("RIGHT") ? "B." : "A.") + key;
        try (var run =
                run(
                        "CREATE STREAM X AS SELECT %s, V, W FROM A %s B WITHIN 10 SECONDS GRACE PERIOD 5 SECONDS ON A.%s = B.%s;"
                                .formatted(column, join, key, key))) {
            run.pipe("a", null, "{\"V\":1}", 0).pipe("b", null, "{\"W\":1}", 0);

            assertThat(
                            run.log.entries().stream()
                                    .map(e -> e.topic() + "-0@" + e.offset())
                                    .reduce((x, y) -> x + " " + y)
                                    .orElse(""))
                    .isEqualTo(expected);
            assertThat(run.log.entries())
                    .allMatch(e -> e.message().contains("left out of the join"));
        }
    }

    @ParameterizedTest
    @CsvSource({"JOIN, ID, 1", "LEFT JOIN, ID, 0", "JOIN, K, 1", "LEFT JOIN, K, 0"})
    void tellsOfRowsThatATableIsNotAskedFor(String join, String key, int entries) {
        try (var run =
                run(
                        "CREATE STREAM X AS SELECT A.%s, V, W FROM A %s T ON A.%s = T.ID;"
                                .formatted(key, join, key))) {
            run.pipe("a", null, "{\"V\":1}", 0);

            assertThat(run.log.entries()).hasSize(entries);
            assertThat(run.records()).hasSize(1 - entries);
        }
    }
}
