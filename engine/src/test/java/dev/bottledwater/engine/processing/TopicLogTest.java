// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bottledwater.engine.ProcessingLog;
import dev.bottledwater.engine.ProcessingLog.Entry;
import dev.bottledwater.engine.ProcessingLog.Type;
import dev.bottledwater.engine.TopicNames;

import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

class TopicLogTest {
    private static final LogTopicSettings SETTINGS =
            LogTopicSettings.of(Map.of("ksql.logging.processing.topic.auto.create", "true"), "s_")
                    .orElseThrow();

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final List<Entry> beside = new CopyOnWriteArrayList<>();

    private List<String> written(Entry... entries) {
        try (var log =
                new TopicLog(
                        SETTINGS,
                        TopicNames.unchanged(),
                        beside::add,
                        () -> Instant.ofEpochMilli(1000),
                        () -> producer)) {
            List.of(entries).forEach(log::log);
        }
        return producer.history().stream().map(r -> new String(r.value(), UTF_8)).toList();
    }

    @Test
    void writesWhatKsqlsLogHolds() {
        assertThat(
                        written(
                                new Entry(
                                        Type.DESERIALIZATION_ERROR,
                                        "CSAS_A_1",
                                        "Source",
                                        "orders",
                                        2,
                                        7,
                                        "not \"JSON\""),
                                new Entry(
                                        Type.RECORD_PROCESSING_ERROR,
                                        "CSAS_A_1",
                                        "Project",
                                        null,
                                        -1,
                                        -1,
                                        "it failed")))
                .containsExactly(
                        "{\"level\":\"ERROR\",\"logger\":\"processing.CSAS_A_1.Source\",\"time\":1000,\"message\":{\"type\":0,"
                                + "\"deserializationError\":{\"errorMessage\":\"not \\\"JSON\\\"\",\"target\":null,\"recordB64\":null,\"topic\":\"orders\",\"cause\":[]},"
                                + "\"position\":{\"queryId\":\"CSAS_A_1\",\"sourceTopic\":\"orders\",\"sourcePartition\":2,\"sourceOffset\":7}}}",
                        "{\"level\":\"ERROR\",\"logger\":\"processing.CSAS_A_1.Project\",\"time\":1000,\"message\":{\"type\":1,"
                                + "\"recordProcessingError\":{\"errorMessage\":\"it failed\",\"record\":null,\"cause\":[]},"
                                + "\"position\":{\"queryId\":\"CSAS_A_1\"}}}");
        assertThat(producer.history().getFirst().topic()).isEqualTo("s_ksql_processing_log");
        assertThat(beside).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(ProcessingLog.Type.class)
    void hasAFormForEachType(Type type) {
        assertThat(written(new Entry(type, "Q", "S", "t", 0, 1, "m")))
                .singleElement()
                .asString()
                .contains("\"type\":" + type.ordinal())
                .contains("Error\":{\"errorMessage\":\"m\"");
    }

    @Test
    void keepsAQueryOfTheLogFromFeedingItself() {
        assertThat(
                        written(
                                new Entry(
                                        Type.DESERIALIZATION_ERROR,
                                        "Q",
                                        "S",
                                        "s_ksql_processing_log",
                                        0,
                                        1,
                                        "m")))
                .isEmpty();
        assertThat(beside).hasSize(1);
    }

    @Test
    void readsKsqlsProperties() {
        assertThat(LogTopicSettings.of(Map.of(), "s_")).isEmpty();
        assertThat(SETTINGS.statement()).isEmpty();
        var all =
                LogTopicSettings.of(
                                Map.of(
                                        "ksql.logging.processing.topic.name", "log",
                                        "ksql.logging.processing.topic.partitions", "3",
                                        "ksql.logging.processing.topic.replication.factor", "2",
                                        "ksql.logging.processing.stream.auto.create", "true",
                                        "ksql.logging.processing.stream.name", "L`OG"),
                                "s_")
                        .orElseThrow();
        assertThat(all).isEqualTo(new LogTopicSettings("log", false, 3, 2, "L`OG"));
        assertThat(all.statement().orElseThrow())
                .startsWith("CREATE STREAM IF NOT EXISTS `L``OG` (")
                .endsWith("WITH (KAFKA_TOPIC='log', VALUE_FORMAT='JSON');");
        assertThatThrownBy(
                        () ->
                                LogTopicSettings.of(
                                        Map.of(
                                                "ksql.logging.processing.topic.name", "log",
                                                "ksql.logging.processing.topic.partitions", "0"),
                                        "s_"))
                .hasMessage(
                        "ksql.logging.processing.topic.partitions is '0', but must be a number from 1 on");
    }
}
