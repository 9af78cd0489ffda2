// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.needs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.platform.preflight.Finding;
import dev.bottledwater.platform.preflight.Severity;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class HeartbeatDefaultTest {
    private static final String POSTGRES = "io.debezium.connector.postgresql.PostgresConnector";

    private static final Finding ABSENT =
            new Finding(Severity.ERROR, "t", "The topic t doesn't exist.", "Create it.");
    private static final Finding UNANSWERED =
            new Finding(Severity.ERROR, "KAFKA_URL", "No broker answers.", "Check it.");
    private static final Finding FORGETTING =
            new Finding(Severity.WARNING, "t", "The topic t is compacted.", "Make it anew.");

    private final List<String> asked = new ArrayList<>();
    private List<Finding> findings = List.of(ABSENT);
    private final HeartbeatTopics topics =
            new HeartbeatTopics(
                    Duration.ofDays(7),
                    need -> {
                        asked.add(need.name());
                        return findings;
                    });

    private static Map<String, String> config(String... settings) {
        Map<String, String> config =
                new HashMap<>(Map.of("connector.class", POSTGRES, "topic.prefix", "cdc"));
        for (int i = 0; i < settings.length; i += 2) {
            config.put(settings[i], settings[i + 1]);
        }
        return config;
    }

    @ParameterizedTest
    @ValueSource(strings = {POSTGRES, "PostgresConnector", "Postgres"})
    void isOnWhereNothingIsSaid(String type) {
        Map<String, String> config = config("connector.class", type);
        HeartbeatDefault heartbeat = HeartbeatDefault.of(config).orElseThrow();
        assertThat(heartbeat.topic()).isEqualTo("__debezium-heartbeat.cdc");
        assertThat(heartbeat.doubt()).isEmpty();
        assertThat(heartbeat.applied())
                .containsEntry("heartbeat.interval.ms", "10000")
                .containsAllEntriesOf(config);
        assertThat(config).doesNotContainKey("heartbeat.interval.ms");
    }

    @Test
    void theTopicFollowsTheSettings() {
        Map<String, String> named =
                new ConnectorNaming("rock-1.")
                        .apply(config("topic.heartbeat.prefix", "beats", "topic.delimiter", "-"));
        assertThat(HeartbeatDefault.of(named).orElseThrow().topic())
                .isEqualTo("rock-1.beats-rock-1.cdc");
    }

    @ParameterizedTest
    @CsvSource({
        "heartbeat.interval.ms, 0",
        "heartbeat.interval.ms, 500",
        "connector.class, io.debezium.connector.mysql.MySqlConnector",
        "connector.class, com.acme.PostgresConnector",
        "topic.prefix, ' '"
    })
    void othersAreLeftAlone(String setting, String value) {
        Map<String, String> config = config(setting, value);
        assertThat(HeartbeatDefault.of(config)).isEmpty();
        findings = List.of();
        assertThat(topics.withDefault("one", config)).isSameAs(config);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "key.converter, org.apache.kafka.connect.converters.LongConverter",
        "value.converter, io.debezium.converters.BinaryDataConverter",
        "topic.naming.strategy, com.acme.Names"
    })
    void whatIsMadeForTablesMayNotTakeHeartbeats(String setting, String value) {
        assertThat(HeartbeatDefault.of(config(setting, value)).orElseThrow().doubt())
                .contains(setting);
    }

    @ParameterizedTest
    @CsvSource({
        "org.apache.kafka.connect.transforms.ExtractField$Key, '', false",
        "org.apache.kafka.connect.transforms.TimestampRouter, '', false",
        "org.apache.kafka.connect.transforms.RegexRouter, '(.*)', false",
        "org.apache.kafka.connect.transforms.RegexRouter, '(', false",
        "org.apache.kafka.connect.transforms.RegexRouter, 'cdc\\.public\\.(.*)', true",
        "io.debezium.transforms.outbox.EventRouter, '', true"
    })
    void transformsMustLetThemPass(String type, String regex, boolean pass) {
        HeartbeatDefault heartbeat =
                HeartbeatDefault.of(
                                config(
                                        "transforms",
                                        "row, other",
                                        "transforms.row.type",
                                        "io.debezium.transforms.ExtractNewRecordState",
                                        "transforms.other.type",
                                        type,
                                        "transforms.other.regex",
                                        regex,
                                        "key.converter",
                                        "org.apache.kafka.connect.storage.StringConverter"))
                        .orElseThrow();
        assertThat(heartbeat.doubt().isEmpty()).isEqualTo(pass);
        if (!pass) {
            assertThat(heartbeat.doubt()).contains("transforms.other");
            findings = List.of();
            assertThat(topics.withDefault("one", heartbeat.config()))
                    .doesNotContainKey("heartbeat.interval.ms");
        }
    }

    @Test
    void isOnOnceTheTopicIsThereWhichIsRemembered() {
        Map<String, String> config = config();
        for (Finding no : List.of(ABSENT, UNANSWERED)) {
            findings = List.of(no);
            assertThat(topics.withDefault("one", config)).isSameAs(config);
        }
        findings = List.of(FORGETTING);
        for (String connector : new String[] {"one", "two", null}) {
            assertThat(topics.withDefault(connector, config))
                    .containsEntry("heartbeat.interval.ms", "10000");
        }
        assertThat(asked).hasSize(3).containsOnly("__debezium-heartbeat.cdc");
    }
}
