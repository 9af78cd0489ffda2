// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.engine.EngineConfig;
import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.serde.Formats;
import dev.bottledwater.engine.topology.RecordFailures;

import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

class StreamsPropertiesTest {

    private static StreamsProperties of(Map<String, String> server, Map<String, String> statement) {
        try (var memory = new RocksMemory(1 << 20)) {
            return StreamsProperties.of(
                    new EngineConfig(
                            Map.of("bootstrap.servers", "b:1", "ssl.keystore.key", "secret"),
                            "test_",
                            "catalog",
                            Path.of("state"),
                            server,
                            "i1"),
                    "app",
                    statement,
                    new RecordFailures(
                            new QueryScope(
                                    "Q",
                                    ExpressionCompiler.interpreter(),
                                    Formats.builtIn(),
                                    TopicNames.unchanged(),
                                    _ -> {})),
                    memory,
                    new BufferBudget(80L << 20).take("Q", 0));
        }
    }

    @Test
    void takesDefaultsThenTheServersThenTheStatementsProperties() {
        var properties =
                of(
                        Map.of(
                                "ksql.streams.num.stream.threads", "3",
                                "ksql.streams.commit.interval.ms", "50",
                                "ksql.service.id", "x"),
                        Map.of("commit.interval.ms", "70", "ksql.streams.producer.linger.ms", "0"));

        assertThat(properties.streams())
                .containsEntry("num.stream.threads", "3")
                .containsEntry("commit.interval.ms", "70")
                .containsEntry("producer.linger.ms", "0")
                .containsEntry("statestore.cache.max.bytes", "0")
                .containsEntry("application.id", "app")
                .containsEntry("bootstrap.servers", "b:1")
                .doesNotContainKey("ksql.service.id");
    }

    @Test
    void knowsTheOldNameOfTheCache() {
        assertThat(of(Map.of(), Map.of("cache.max.bytes.buffering", "123")).streams())
                .containsEntry("statestore.cache.max.bytes", "123")
                .doesNotContainKey("cache.max.bytes.buffering");
    }

    @Test
    void takesBuffersFromTheSharedBudgetUnlessTheyAreSet() {
        var small = new BufferBudget(16L << 20).take("Q", 0);
        assertThat(StreamsProperties.settings(Map.of(), Map.of(), small))
                .containsEntry("producer.buffer.memory", "2097152")
                .containsEntry("main.consumer.fetch.max.bytes", "2097152")
                .containsEntry("main.consumer.max.partition.fetch.bytes", "262144");
        assertThat(
                        StreamsProperties.settings(
                                Map.of("ksql.streams.producer.buffer.memory", "5000000"),
                                Map.of("main.consumer.fetch.max.bytes", "70000"),
                                small))
                .containsEntry("producer.buffer.memory", "5000000")
                .containsEntry("main.consumer.fetch.max.bytes", "70000");
    }

    @Test
    void commitsOftenWhereResultsWaitForIt() {
        var server = Map.of("ksql.streams.processing.guarantee", "exactly_once_beta");
        assertThat(of(server, Map.of()).streams())
                .containsEntry("processing.guarantee", "exactly_once_v2")
                .containsEntry("commit.interval.ms", "100");
        assertThat(of(server, Map.of("commit.interval.ms", "900")).streams())
                .containsEntry("commit.interval.ms", "900");
        assertThat(of(server, Map.of("processing.guarantee", "at_least_once")).streams())
                .containsEntry("processing.guarantee", "at_least_once")
                .containsEntry("commit.interval.ms", "2000")
                .containsEntry("consumer.isolation.level", "read_committed");
        assertThatThrownBy(() -> of(Map.of(), Map.of("processing.guarantee", "twice")))
                .hasMessageContaining("expected 'at_least_once' or 'exactly_once_v2'");
    }

    @Test
    void resetsSourcesAsAskedAndInternalTopicsToTheBeginning() {
        assertThat(of(Map.of(), Map.of()).offsetReset()).isEqualTo(AutoOffsetReset.latest());
        assertThat(of(Map.of("ksql.streams.auto.offset.reset", "earliest"), Map.of()).offsetReset())
                .isEqualTo(AutoOffsetReset.earliest());
        assertThat(of(Map.of(), Map.of("auto.offset.reset", "earliest")).streams())
                .containsEntry(StreamsConfig.mainConsumerPrefix("auto.offset.reset"), "earliest")
                .doesNotContainKey("auto.offset.reset");
        assertThatThrownBy(() -> of(Map.of(), Map.of("auto.offset.reset", "middle")))
                .hasMessageContaining("must be earliest or latest");
    }

    @Test
    void isAConfigurationThatKafkaStreamsTakes() {
        var config = new StreamsConfig(of(Map.of(), Map.of()).streams());

        assertThat(config.getMainConsumerConfigs("g", "c", 0))
                .containsEntry("session.timeout.ms", "10000")
                .containsEntry("auto.offset.reset", "earliest");
        assertThat(config.getProducerConfigs("p")).containsEntry("linger.ms", "5");
    }

    @Test
    void givesEverySettingOfTheTableAReason() {
        assertThat(StreamsDefaults.TABLE)
                .allSatisfy(s -> assertThat(s.reason()).isNotBlank())
                .extracting(StreamsDefaults.Setting::name)
                .doesNotHaveDuplicates();
    }

    @Test
    void neverPrintsSecrets() {
        assertThat(of(Map.of(), Map.of()).toString()).doesNotContain("secret");
    }

    @Test
    void waitsTwiceAsLongAfterEachFailure() {
        var policy =
                new RetryPolicy(
                        Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofMinutes(1));

        assertThat(java.util.stream.IntStream.rangeClosed(1, 5).mapToObj(policy::delay))
                .containsExactly(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5));
    }
}
