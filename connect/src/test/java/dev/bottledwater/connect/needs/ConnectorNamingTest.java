// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.needs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.platform.preflight.TopicNeed;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

class ConnectorNamingTest {
    private static final ConnectorNaming SHARED = new ConnectorNaming("rock-1.");

    private static Map<String, String> config(String... settings) {
        Map<String, String> config = new HashMap<>(Map.of("name", "one"));
        for (int i = 0; i < settings.length; i += 2) {
            config.put(settings[i], settings[i + 1]);
        }
        return config;
    }

    @Test
    void namesEveryTopicOfDebezium() {
        Map<String, String> config =
                config(
                        "connector.class",
                        "io.debezium.connector.mysql.MySqlConnector",
                        "topic.prefix",
                        "cdc",
                        "schema.history.internal.kafka.topic",
                        "history",
                        "signal.enabled.channels",
                        "kafka",
                        "table.include.list",
                        "shop.orders");
        Map<String, String> named = SHARED.apply(config);
        assertThat(named)
                .containsEntry("topic.prefix", "rock-1.cdc")
                .containsEntry("topic.heartbeat.prefix", "rock-1.__debezium-heartbeat")
                .containsEntry("schema.history.internal.kafka.topic", "rock-1.history")
                .containsEntry("signal.kafka.groupId", "rock-1.kafka-signal")
                .containsEntry("table.include.list", "shop.orders");
        assertThat(SHARED.apply(named)).as("once is enough").isEqualTo(named);
        assertThat(config).containsEntry("topic.prefix", "cdc");
    }

    @Test
    void namesTopicsAndGroupOfSinks() {
        assertThat(
                        SHARED.apply(
                                config(
                                        "connector.class",
                                        "x.Sink",
                                        "topics",
                                        "a, rock-1.b",
                                        "errors.deadletterqueue.topic.name",
                                        "dead")))
                .containsEntry("topics", "rock-1.a,rock-1.b")
                .containsEntry("errors.deadletterqueue.topic.name", "rock-1.dead")
                .containsEntry("consumer.override.group.id", "rock-1.connect-one");
        assertThat(SHARED.apply(config("topics", "a", "consumer.override.group.id", "mine")))
                .containsEntry("consumer.override.group.id", "rock-1.mine");
    }

    @Test
    void aRegularExpressionStillMatchesWhatItsUserMeant() {
        Map<String, String> named = SHARED.apply(config("topics.regex", "cdc\\..*|other"));
        Pattern regex = Pattern.compile(named.get("topics.regex"));
        assertThat(regex.matcher("rock-1.cdc.orders").matches()).isTrue();
        assertThat(regex.matcher("rock-1.other").matches()).isTrue();
        assertThat(regex.matcher("rock-11cdc.orders").matches()).isFalse();
        assertThat(regex.matcher("other").matches()).isFalse();
        assertThat(SHARED.apply(named)).isEqualTo(named);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "^orders.*; orders_1; my-orders",
                "^(orders|carts)$; carts; orders1",
                "a|^b; b; cb",
                "[^a]rders; orders; arders",
                "\\^odd|\\Q^\\E; ^odd; odd",
                "\\Aorders; orders; xorders",
                "rock-1\\.orders.*; orders_1; carts",
                "rock-1.orders; orders; carts",
                "^rock\\-1\\.orders; orders; carts",
                "(rock-1\\.orders|rock-1\\.carts); carts; other",
                "\\Qrock-1.\\E(?:orders); orders; carts",
                "rock.*; rocket; orders",
            })
    void aRegularExpressionMayBeAnchoredOrHaveThePrefix(
            String regex, String matched, String other) {
        Pattern named =
                Pattern.compile(SHARED.apply(config("topics.regex", regex)).get("topics.regex"));
        assertThat(named.matcher("rock-1." + matched).matches()).isTrue();
        assertThat(named.matcher("rock-1." + other).matches()).isFalse();
        assertThat(named.matcher(matched).matches()).isFalse();
    }

    @Test
    void namesTheTopicOfOtherSources() {
        assertThat(SHARED.apply(config("connector.class", "FileStreamSource", "topic", "lines")))
                .containsEntry("topic", "rock-1.lines");
        assertThat(SHARED.apply(config("kafka.topic", "k", "topic", "projects/p/topics/t")))
                .as("another system's topic")
                .containsEntry("kafka.topic", "rock-1.k")
                .containsEntry("topic", "projects/p/topics/t");
    }

    @Test
    void mirrorMakerIsNoSinkAndIsRefusedOnASharedPlan() {
        Map<String, String> mirror =
                config(
                        "connector.class",
                        "org.apache.kafka.connect.mirror.MirrorSourceConnector",
                        "topics",
                        "orders.*");
        assertThat(SHARED.apply(mirror)).as("the other cluster's names").isEqualTo(mirror);
        ConnectorNeeds needs = ConnectorNeeds.of("one", mirror, Duration.ofDays(1));
        assertThat(needs.groups()).isEmpty();
        assertThat(needs.reads()).isEmpty();
        assertThat(needs.unknown()).hasSize(1);
        assertThat(new UnnamedTopics("rock-1.").first(mirror))
                .get()
                .extracting(ForbiddenSettings.Refusal::setting)
                .isEqualTo("connector.class");
        assertThat(new UnnamedTopics("").first(mirror)).isEmpty();
    }

    @Test
    void sourcesMayNameWhatTheyWriteTopics() {
        Map<String, String> source = config("connector.class", "x.CamelSource", "topics", "a,b");
        Map<String, String> named = SHARED.apply(source);
        assertThat(named)
                .containsEntry("topics", "rock-1.a,rock-1.b")
                .doesNotContainKey("consumer.override.group.id");
        assertThat(ConnectorNeeds.of("one", named, Duration.ofDays(1)).topics())
                .extracting(TopicNeed::name)
                .containsExactly("rock-1.a", "rock-1.b");
    }

    @Test
    void leavesEverythingAsItIsOnADedicatedPlan() {
        Map<String, String> config = config("topics", "a", "topic.prefix", "b");
        assertThat(new ConnectorNaming("").apply(config)).isEqualTo(config);
    }
}
