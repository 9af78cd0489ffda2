// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topology;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.memory.MemoryPipeline;
import dev.bottledwater.engine.memory.StateBudget;
import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.physical.PhysicalPlan;
import dev.bottledwater.engine.serde.Formats;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Joins in memory give what joins of Kafka Streams give, record by record. */
class MemoryJoinsTest {
    private static final int RECORDS = 300;

    /**
     * As late as the grace periods allow, in milliseconds. Of later rows Kafka Streams joins those
     * whose partners happen to be in a segment of a store that isn't deleted yet.
     */
    private static final int LATEST = 2000;

    private static final String SOURCES =
            """
            CREATE STREAM A (ID BIGINT KEY, F BIGINT, V INT) WITH (KAFKA_TOPIC='a', VALUE_FORMAT='JSON');
            CREATE STREAM B (ID BIGINT KEY, F BIGINT, W INT) WITH (KAFKA_TOPIC='b', VALUE_FORMAT='JSON');
            CREATE TABLE L (ID BIGINT PRIMARY KEY, F BIGINT, V INT) WITH (KAFKA_TOPIC='a', VALUE_FORMAT='JSON');
            CREATE TABLE R (ID BIGINT PRIMARY KEY, F BIGINT, W INT) WITH (KAFKA_TOPIC='b', VALUE_FORMAT='JSON');
            CREATE TABLE S (ID BIGINT PRIMARY KEY, X INT) WITH (KAFKA_TOPIC='c', VALUE_FORMAT='JSON');
            """;

    private record Input(
            String topic, @Nullable Long key, @Nullable String value, long timestamp) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE STREAM O AS SELECT A.ID, V, W FROM A JOIN R ON A.ID = R.ID;",
                "CREATE STREAM O AS SELECT A.ID, V, W FROM A LEFT JOIN R ON A.ID = R.ID;",
                "CREATE STREAM O AS SELECT A.F AS F, V, W FROM A LEFT JOIN R ON A.F = R.ID WHERE V > 3;",
                "CREATE TABLE O AS SELECT L.ID, V, W FROM L JOIN R ON L.ID = R.ID;",
                "CREATE TABLE O AS SELECT L.ID, V, W FROM L LEFT JOIN R ON L.ID = R.ID;",
                "CREATE TABLE O AS SELECT R.ID, V, W FROM L RIGHT JOIN R ON L.ID = R.ID;",
                "CREATE TABLE O AS SELECT ROWKEY AS ID, V, W FROM L FULL JOIN R ON L.ID = R.ID;",
                "CREATE TABLE O AS SELECT L.ID, V, W FROM L JOIN R ON L.F = R.ID;",
                "CREATE TABLE O AS SELECT L.ID, V, W FROM L LEFT JOIN R ON L.F = R.ID;",
                "CREATE STREAM O AS SELECT A.ID, V, W FROM A JOIN B WITHIN 3 SECONDS ON A.ID = B.ID;",
                "CREATE STREAM O AS SELECT A.ID, V, W FROM A LEFT JOIN B WITHIN 3 SECONDS ON A.ID = B.ID;",
                "CREATE STREAM O AS SELECT ROWKEY AS ID, V, W FROM A FULL JOIN B WITHIN (1 SECOND, 4 SECONDS) ON A.ID = B.ID;",
                "CREATE STREAM O AS SELECT A.ID, V, W FROM A JOIN B WITHIN 3 SECONDS GRACE PERIOD 2 SECONDS ON A.ID = B.ID;",
                "CREATE STREAM O AS SELECT A.ID, V, W FROM A LEFT JOIN B WITHIN 3 SECONDS GRACE PERIOD 2 SECONDS ON A.ID = B.ID;",
                "CREATE STREAM O AS SELECT B.ID, V, W FROM A RIGHT JOIN B WITHIN (4 SECONDS, 1 SECOND) GRACE PERIOD 2 SECONDS ON A.ID = B.ID;",
                "CREATE STREAM O AS SELECT ROWKEY AS ID, V, W FROM A FULL JOIN B WITHIN 3 SECONDS GRACE PERIOD 2 SECONDS ON A.ID = B.ID;",
                "CREATE STREAM O AS SELECT A.F AS F, V, W FROM A JOIN B WITHIN 3 SECONDS ON A.F = B.F;",
                "CREATE STREAM O AS SELECT A.ID, V, W, X FROM A JOIN B WITHIN 3 SECONDS ON A.ID = B.ID LEFT JOIN S ON A.ID = S.ID;",
                "CREATE TABLE O AS SELECT A.ID, COUNT(*) AS N, SUM(W) AS W FROM A JOIN R ON A.ID = R.ID GROUP BY A.ID;"
            })
    void givesTheSame(String statement) {
        var plan = StatementPlans.of(SOURCES + statement);
        for (long seed = 1; seed <= 3; seed++) {
            var inputs = inputs(new Random(seed));
            // the time of an aggregate isn't in its row, and nobody asks for it
            var time = statement.contains("GROUP BY") ? " @.*" : "$";
            assertThat(inMemory(plan, inputs).stream().map(r -> r.replaceFirst(time, "")))
                    .as("seed " + seed)
                    .isNotEmpty()
                    // what comes when windows close comes in no order that anybody relies on
                    .containsExactlyInAnyOrderElementsOf(
                            withoutNeedlessTombstones(inStreams(plan, inputs)).stream()
                                    .map(r -> r.replaceFirst(time, ""))
                                    .toList());
        }
    }

    /** A few keys, so that there are partners; times mostly go on. */
    private static List<Input> inputs(Random random) {
        var inputs = new ArrayList<Input>();
        long time = 100_000;
        for (int i = 0; i < RECORDS; i++) {
            time += random.nextInt(1500);
            var topic = List.of("a", "b", "c").get(random.nextInt(3));
            var value =
                    random.nextInt(8) == 0
                            ? null
                            : "{\"F\":%s,\"V\":%d,\"W\":%d,\"X\":%d}"
                                    .formatted(
                                            random.nextInt(8) == 0
                                                    ? "null"
                                                    : "" + random.nextInt(5),
                                            i,
                                            i,
                                            i);
            inputs.add(
                    new Input(
                            topic,
                            random.nextInt(20) == 0 ? null : Long.valueOf(random.nextInt(5)),
                            value,
                            time - (random.nextInt(4) == 0 ? random.nextInt(LATEST) : 0)));
        }
        for (var topic : List.of("a", "b", "c")) {
            // all windows close
            inputs.add(new Input(topic, 99L, "{\"F\":99}", time + 60_000));
        }
        return inputs;
    }

    /** Kafka Streams tells of rows that are gone although they never were there. */
    private static List<String> withoutNeedlessTombstones(List<String> changes) {
        var there = new HashSet<String>();
        return changes.stream()
                .filter(
                        change -> {
                            var key = change.substring(0, change.indexOf('='));
                            return change.contains("=null @")
                                    ? there.remove(key)
                                    : there.add(key) || true;
                        })
                .toList();
    }

    private static List<String> inStreams(PhysicalPlan plan, List<Input> inputs) {
        try (var run = new TopologyRun(plan)) {
            var topics = plan.sourceTopics();
            for (var input : inputs) {
                if (topics.contains(input.topic())) {
                    run.pipe(input.topic(), input.key(), input.value(), input.timestamp());
                }
            }
            return run.records().stream()
                    .map(
                            r ->
                                    text(
                                            r.key() == null
                                                    ? null
                                                    : ByteBuffer.wrap(r.key()).getLong(),
                                            TopologyRun.text(r.value()),
                                            r.timestamp()))
                    .toList();
        }
    }

    private static List<String> inMemory(PhysicalPlan plan, List<Input> inputs) {
        var scope =
                new QueryScope(
                        "Q",
                        ExpressionCompiler.interpreter(),
                        Formats.builtIn(),
                        TopicNames.unchanged(),
                        new LoggedEntries());
        var columns = plan.root().schema().value();
        int keyCount = plan.root().schema().keyCount();
        var found = new ArrayList<String>();
        var pipeline =
                new MemoryPipeline(
                        plan.root(),
                        scope,
                        new StateBudget(
                                10_000,
                                10_000_000,
                                new StateBudget.Shared(10_000, 10_000_000),
                                StateBudget.REMEDY),
                        (key, row, timestamp) -> {
                            String value = null;
                            if (row != null) {
                                var fields = new ArrayList<String>();
                                for (int i = 0; i < columns.size(); i++) {
                                    fields.add(
                                            "\"%s\":%s"
                                                    .formatted(
                                                            columns.get(i).name(),
                                                            row.get(keyCount + i)));
                                }
                                value = "{" + String.join(",", fields) + "}";
                            }
                            var keyRow = Keys.row(key);
                            found.add(
                                    text(keyRow == null ? null : keyRow.get(0), value, timestamp));
                        });
        var topics = pipeline.inputs().stream().map(MemoryPipeline.Input::topic).toList();
        long offset = 0;
        for (var input : inputs) {
            if (topics.contains(input.topic())) {
                pipeline.accept(record(input, offset++));
            }
        }
        return found;
    }

    private static ConsumerRecord<byte[], byte[]> record(Input input, long offset) {
        var key = input.key();
        var value = input.value();
        return new ConsumerRecord<>(
                input.topic(),
                0,
                offset,
                input.timestamp(),
                TimestampType.CREATE_TIME,
                0,
                0,
                key == null ? null : ByteBuffer.allocate(8).putLong(key).array(),
                value == null ? null : value.getBytes(UTF_8),
                new RecordHeaders(),
                Optional.empty());
    }

    private static String text(@Nullable Object key, @Nullable String value, long timestamp) {
        return key + "=" + value + " @" + timestamp;
    }
}
