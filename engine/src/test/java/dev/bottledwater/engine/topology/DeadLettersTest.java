// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topology;

import static dev.bottledwater.engine.physical.TestPlans.orders;
import static dev.bottledwater.engine.physical.TestPlans.physical;
import static dev.bottledwater.engine.physical.TestPlans.scan;
import static dev.bottledwater.engine.physical.TestPlans.totalsByRegion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.physical.PhysicalPlan;
import dev.bottledwater.sql.schema.SourceKind;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Bad records as they come out on a query's topic for dead letters. */
class DeadLettersTest {
    private static PhysicalPlan totals(SourceKind kind) {
        return physical("TOTALS", totalsByRegion(scan(orders(kind)), null));
    }

    private static Map<String, String> headers(TestRecord<byte[], byte[]> record) {
        var headers = new LinkedHashMap<String, String>();
        record.headers()
                .forEach(h -> headers.put(h.key(), new String(h.value(), StandardCharsets.UTF_8)));
        return headers;
    }

    @Test
    void keepsTheBytesOfARecordThatCannotBeRead() {
        try (var run =
                new TopologyRun(totals(SourceKind.STREAM), TopicNames.unchanged(), "pre.dead")) {
            var original = new RecordHeaders().add("trace", "t1".getBytes(StandardCharsets.UTF_8));
            run.pipe(1L, "{\"AMOUNT\":1,\"REGION\":\"n\"}").pipe(2L, "{no json", 1234, original);

            var letter = run.records("pre.dead").getFirst();
            assertThat(ByteBuffer.wrap(letter.key()).getLong()).isEqualTo(2);
            assertThat(TopologyRun.text(letter.value())).isEqualTo("{no json");
            assertThat(letter.timestamp()).isEqualTo(1234);
            var headers = headers(letter);
            assertThat(headers)
                    .containsEntry("trace", "t1")
                    .containsEntry("__streams.errors.topic", "orders")
                    .containsEntry("__streams.errors.partition", "0")
                    .containsEntry("__streams.errors.offset", "1")
                    .containsEntry("__bw.errors.timestamp", "1234")
                    .containsEntry("__bw.errors.query", "Q_0")
                    .containsEntry("__bw.errors.type", "DESERIALIZATION_ERROR")
                    .containsKey("__bw.errors.step");
            assertThat(headers.get("__streams.errors.exception")).endsWith(".RowFormatException");
            assertThat(headers.get("__streams.errors.message"))
                    .isEqualTo(run.log.entries().getFirst().message())
                    .contains("not JSON");
            assertThat(run.records()).hasSize(1);
        }
    }

    @Test
    void keepsTheRecordOfATableThatHasNoKey() {
        try (var run = new TopologyRun(totals(SourceKind.TABLE), TopicNames.unchanged(), "dead")) {
            run.pipe(null, "{\"AMOUNT\":1,\"REGION\":\"n\"}")
                    .pipe(1L, "{\"AMOUNT\":2,\"REGION\":\"n\"}");

            var letter = run.records("dead").getFirst();
            assertThat(letter.key()).isNull();
            assertThat(TopologyRun.text(letter.value())).contains("\"AMOUNT\":1");
            assertThat(headers(letter))
                    .containsEntry("__bw.errors.type", "RECORD_PROCESSING_ERROR")
                    .containsEntry("__streams.errors.offset", "0");
            assertThat(run.records()).hasSize(1);
            assertThat(run.log.entries())
                    .singleElement()
                    .satisfies(e -> assertThat(e.step()).isEqualTo("KsqlTopic"));
        }
    }

    @Test
    void keepsTheRecordWhoseRowAnAggregateCannotTake() {
        try (var run = new TopologyRun(totals(SourceKind.STREAM), TopicNames.unchanged(), "dead")) {
            run.pipe(1L, "{\"AMOUNT\":-9223372036854775808,\"REGION\":\"n\"}")
                    .pipe(2L, "{\"AMOUNT\":1,\"REGION\":\"n\"}")
                    .pipe(3L, "{\"AMOUNT\":-7,\"REGION\":\"n\"}");

            assertThat(run.records("dead"))
                    .singleElement()
                    .satisfies(
                            letter ->
                                    assertThat(headers(letter).get("__streams.errors.message"))
                                            .startsWith(
                                                    "A row was left out of its group: SUM failed"));
            assertThat(run.records()).hasSize(2);
        }
    }

    @Test
    void writesNoneWithoutATopic() {
        assertThat(DeadLetters.topic(Map.of(), Map.of())).isEmpty();
        var server = Map.of(DeadLetters.PROPERTY, "all");
        assertThat(DeadLetters.topic(server, Map.of())).contains("all");
        assertThat(DeadLetters.topic(server, Map.of(DeadLetters.PROPERTY, "one"))).contains("one");
        assertThat(DeadLetters.topic(server, Map.of(DeadLetters.PROPERTY, " "))).isEmpty();
    }
}
