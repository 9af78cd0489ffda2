// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.platform.KafkaAuth;
import dev.bottledwater.platform.KafkaSettings;
import dev.bottledwater.platform.Names;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;

class HerokuCommandsTest {
    private static final Names NAMES = new Names("boulder-1.", "default");

    private static HerokuCommands commands(String attachment) {
        return new HerokuCommands(
                new KafkaSettings(
                        attachment, List.of("a:1"), "boulder-1.", KafkaAuth.NONE, Map.of()),
                NAMES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            COMPACT        | PT1H     | heroku kafka:topics:create orders --partitions 3 --compaction
            DELETE         | P7D      | heroku kafka:topics:create orders --partitions 3 --retention-time 7d
            DELETE         | PT36H    | heroku kafka:topics:create orders --partitions 3 --retention-time 36h
            DELETE         | PT90M    | heroku kafka:topics:create orders --partitions 3 --retention-time 5400000
            COMPACT_DELETE | P1D      | heroku kafka:topics:create orders --partitions 3 --compaction --retention-time 1d
            """)
    void createsTopicsByTheirLogicalNames(
            CleanupPolicy policy, Duration retention, String command) {
        for (String name : List.of("orders", "boulder-1.orders")) {
            assertThat(commands("KAFKA").createTopic(new TopicNeed(name, 3, policy, retention)))
                    .isEqualTo(command);
        }
    }

    @Test
    void asksForTheLongestRetentionWhereThereIsNoUnlimitedOne() {
        TopicNeed log = new TopicNeed("log", 1, CleanupPolicy.DELETE, TopicNeed.UNLIMITED);
        assertThat(commands("KAFKA").createTopic(log))
                .as("on a shared plan")
                .isEqualTo("heroku kafka:topics:create log --partitions 1 --retention-time 7d");
        KafkaSettings dedicated =
                new KafkaSettings("KAFKA", List.of("a:1"), "", KafkaAuth.NONE, Map.of());
        assertThat(new HerokuCommands(dedicated, new Names("", "default")).createTopic(log))
                .isEqualTo("heroku kafka:topics:create log --partitions 1 --retention-time 14d");
    }

    @Test
    void namesTheClusterWhereItIsNotTheFirst() {
        assertThat(commands("HEROKU_KAFKA_TEAL").createTopic(TopicNeed.compacted("orders", 1)))
                .isEqualTo(
                        "heroku kafka:topics:create orders HEROKU_KAFKA_TEAL --partitions 1 --compaction");
        assertThat(commands("HEROKU_KAFKA_TEAL").createGroup("boulder-1.g"))
                .isEqualTo("heroku kafka:consumer-groups:create g HEROKU_KAFKA_TEAL");
    }

    @Test
    void namesTheAppWhereItIsKnown() {
        KafkaSettings kafka =
                new KafkaSettings(
                        "KAFKA", List.of("a:1"), "", KafkaAuth.NONE, Map.of(), "my-pipeline");
        HerokuCommands commands = new HerokuCommands(kafka, new Names("", "default"));
        TopicNeed need = TopicNeed.compacted("orders", 1);
        assertThat(
                        List.of(
                                commands.createTopic(need),
                                commands.destroyTopic(need),
                                commands.enableCompaction(need),
                                commands.disableCompaction(need),
                                commands.createGroup("g")))
                .allMatch(command -> command.endsWith(" -a my-pipeline"));
    }

    @Test
    void refusesNeedsThatNoBrokerCouldMeet() {
        assertThatThrownBy(() -> TopicNeed.compacted("orders", 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TopicNeed.compacted(" ", 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TopicNeed("orders", 1, CleanupPolicy.DELETE, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
