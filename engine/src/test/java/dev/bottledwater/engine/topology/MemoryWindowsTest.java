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
import java.util.Set;

/** Windows in memory give what windows of Kafka Streams give, record by record. */
class MemoryWindowsTest {
    private static final int RECORDS = 400;
    private static final String SOURCE =
            "CREATE STREAM A (ID BIGINT KEY, V INT) WITH (KAFKA_TOPIC='a', VALUE_FORMAT='JSON');";

    private record Input(long key, @Nullable String value, long timestamp) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WINDOW SESSION (3 SECONDS)",
                "WINDOW SESSION (3 SECONDS, GRACE PERIOD 0 SECONDS)",
                "WINDOW SESSION (3 SECONDS, GRACE PERIOD 2 SECONDS)",
                "WINDOW SESSION (1 SECOND, RETENTION 1 HOUR, GRACE PERIOD 5 SECONDS)",
                "WINDOW TUMBLING (SIZE 3 SECONDS, GRACE PERIOD 2 SECONDS)",
                "WINDOW HOPPING (SIZE 3 SECONDS, ADVANCE BY 1 SECOND, GRACE PERIOD 2 SECONDS)"
            })
    void givesTheSame(String window) {
        for (var having : List.of("", " HAVING COUNT(*) > 1")) {
            var plan =
                    StatementPlans.of(
                            SOURCE
                                    + "CREATE TABLE O AS SELECT ID, COUNT(*) AS N, SUM(V) AS S, COLLECT_LIST(V) AS L FROM A "
                                    + window
                                    + " GROUP BY ID"
                                    + having
                                    + ";");
            for (long seed = 1; seed <= 5; seed++) {
                var inputs = inputs(new Random(seed));
                assertThat(inMemory(plan, inputs))
                        .as("seed %d%s", seed, having)
                        .isNotEmpty()
                        .containsExactlyElementsOf(inStreams(plan, inputs));
            }
        }
    }

    /** Few keys, and times that mostly go on, at times so far that windows close. */
    private static List<Input> inputs(Random random) {
        var inputs = new ArrayList<Input>();
        long time = 100_000;
        for (int i = 0; i < RECORDS; i++) {
            time += random.nextInt(random.nextInt(10) == 0 ? 12_000 : 900);
            inputs.add(
                    new Input(
                            random.nextInt(3),
                            random.nextInt(15) == 0 ? null : "{\"V\":%d}".formatted(i),
                            time - (random.nextInt(3) == 0 ? random.nextInt(12_000) : 0)));
        }
        return inputs;
    }

    private static List<String> inStreams(PhysicalPlan plan, List<Input> inputs) {
        try (var run = new TopologyRun(plan)) {
            for (var input : inputs) {
                run.pipe("a", input.key(), input.value(), input.timestamp());
            }
            boolean session = plan.root().window().size().isEmpty();
            var gone = new HashSet<String>();
            return run.records().stream()
                    .map(
                            r -> {
                                var key = ByteBuffer.wrap(r.key());
                                long id = key.getLong();
                                long end = session ? key.getLong() : -1;
                                long start = key.getLong();
                                return text(id, start, end, TopologyRun.text(r.value()));
                            })
                    .filter(r -> isNews(r, gone))
                    .toList();
        }
    }

    /** Kafka Streams tells of rows that are gone although they never were there. */
    private static boolean isNews(String change, Set<String> there) {
        var key = change.substring(0, change.indexOf('='));
        if (change.endsWith("=null")) {
            return there.remove(key);
        }
        there.add(key);
        return true;
    }

    private static List<String> inMemory(PhysicalPlan plan, List<Input> inputs) {
        var scope =
                new QueryScope(
                        "Q",
                        ExpressionCompiler.interpreter(),
                        Formats.builtIn(),
                        TopicNames.unchanged(),
                        new LoggedEntries());
        boolean session = plan.root().window().size().isEmpty();
        int keyCount = plan.root().schema().keyCount();
        var there = new HashSet<String>();
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
                        (key, row, _) -> {
                            var change =
                                    text(
                                            Keys.row(key).get(0),
                                            Keys.windowStart(key),
                                            session ? Keys.windowEnd(key) : -1,
                                            row == null
                                                    ? null
                                                    : "{\"N\":%s,\"S\":%s,\"L\":%s}"
                                                            .formatted(
                                                                    row.get(keyCount),
                                                                    row.get(keyCount + 1),
                                                                    row.get(keyCount + 2)
                                                                            .toString()
                                                                            .replace(" ", "")));
                            if (isNews(change, there)) {
                                found.add(change);
                            }
                        });
        pipeline.goLive();
        long offset = 0;
        for (var input : inputs) {
            pipeline.accept(record(input, offset++));
        }
        return found;
    }

    private static ConsumerRecord<byte[], byte[]> record(Input input, long offset) {
        var value = input.value();
        return new ConsumerRecord<>(
                "a",
                0,
                offset,
                input.timestamp(),
                TimestampType.CREATE_TIME,
                0,
                0,
                ByteBuffer.allocate(8).putLong(input.key()).array(),
                value == null ? null : value.getBytes(UTF_8),
                new RecordHeaders(),
                Optional.empty());
    }

    private static String text(Object key, long start, long end, @Nullable String value) {
        return key + " " + start + " " + end + "=" + value;
    }
}
