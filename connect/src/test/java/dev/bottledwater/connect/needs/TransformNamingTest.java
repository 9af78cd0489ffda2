// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.needs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.platform.preflight.TopicNeed;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

class TransformNamingTest {
    private static final String PREFIX = "rock-1.";
    private static final ConnectorNaming SHARED = new ConnectorNaming(PREFIX);
    private static final UnnamedTopics UNNAMED = new UnnamedTopics(PREFIX);

    private static Map<String, String> postgres(String type, String... settings) {
        Map<String, String> config =
                new HashMap<>(
                        Map.of(
                                "name", "cdc",
                                "connector.class",
                                        "io.debezium.connector.postgresql.PostgresConnector",
                                "topic.prefix", "cdc",
                                "table.include.list", "public.orders",
                                "transforms", "t",
                                "transforms.t.type", type));
        for (int i = 0; i < settings.length; i += 2) {
            config.put("transforms.t." + settings[i], settings[i + 1]);
        }
        return config;
    }

    private static List<String> topics(Map<String, String> config) {
        return ConnectorNeeds.of("cdc", SHARED.apply(config), Duration.ofDays(1)).topics().stream()
                .map(TopicNeed::name)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        ".*\\.public\\.(.*), $1, rock-1.orders",
        "cdc\\.(.*), shop.$1, rock-1.shop.public.orders",
        "^cdc\\.public\\.(.*)$, $1, rock-1.orders",
        "([^.]+)\\.([^.]+)\\.([^.]+), $3-$1, rock-1.orders-cdc",
        "other\\.(.*), $1, rock-1.cdc.public.orders",
        ".*, $0_v2, rock-1.cdc.public.orders_v2",
        "rock-1\\.cdc\\.public\\.(.*), $1, rock-1.orders",
        "rock-1.cdc.public.(.*), rock-1.$1, rock-1.orders",
        "(rock-1\\.)cdc\\.public\\.(.*), $1$2, rock-1.orders",
    })
    void routedNamesKeepThePrefix(String regex, String replacement, String routed) {
        Map<String, String> config =
                postgres(
                        "org.apache.kafka.connect.transforms.RegexRouter",
                        "regex",
                        regex,
                        "replacement",
                        replacement);
        assertThat(topics(config)).containsExactly(routed);
        Map<String, String> named = SHARED.apply(config);
        assertThat(SHARED.apply(named)).as("once is enough").isEqualTo(named);
        assertThat(UNNAMED.first(config)).isEmpty();
        assertThat(new ConnectorNaming("").apply(config)).isEqualTo(config);
    }

    @Test
    void refusesWhatDropsThePrefix() {
        Map<String, String> config =
                postgres(
                        "org.apache.kafka.connect.transforms.RegexRouter",
                        "regex",
                        "(rock-1\\.cdc)\\.public\\.(.*)",
                        "replacement",
                        "$2");
        assertThat(UNNAMED.first(config))
                .contains(
                        new ForbiddenSettings.Refusal(
                                "transforms",
                                "Records would go to the topic 'orders', and every topic of this Kafka plan must begin with rock-1.: leave the prefix out of the transforms' regular expressions, so that it is put on, or begin what they make with it."));
        assertThat(new UnnamedTopics("").first(config)).isEmpty();
    }

    @Test
    void refusesNamesThatComeFromRecords() {
        assertThat(
                        UNNAMED.first(
                                postgres(
                                        "io.confluent.connect.transforms.ExtractTopic$Value",
                                        "field",
                                        "region")))
                .get()
                .extracting(ForbiddenSettings.Refusal::setting)
                .isEqualTo("transforms.t.type");
        Map<String, String> sink =
                new HashMap<>(postgres("io.confluent.connect.transforms.ExtractTopic$Value"));
        sink.put("topics", "a");
        assertThat(UNNAMED.first(sink)).as("what a sink calls its tables").isEmpty();
    }

    @Test
    void theOutboxSendsToTopicsWithThePrefix() {
        String replacement = "transforms.t.route.topic.replacement";
        assertThat(SHARED.apply(postgres("io.debezium.transforms.outbox.EventRouter")))
                .containsEntry(replacement, "rock-1.outbox.event.${routedByValue}");
        Map<String, String> nulls = postgres("io.debezium.transforms.outbox.EventRouter");
        nulls.put(replacement, null);
        nulls.put("predicates.p.type", "TopicNameMatches");
        nulls.put("predicates.p.pattern", null);
        assertThat(SHARED.apply(nulls))
                .as("as JSON may have it")
                .containsEntry(replacement, "rock-1.outbox.event.${routedByValue}")
                .containsEntry("predicates.p.pattern", null);
        assertThat(
                        SHARED.apply(
                                postgres(
                                        "io.debezium.transforms.outbox.EventRouter",
                                        "route.topic.replacement",
                                        "${routedByValue}.events")))
                .containsEntry(replacement, "rock-1.${routedByValue}.events");
    }

    @Test
    void otherRoutersAndPredicatesHaveThePrefixToo() {
        Map<String, String> named =
                SHARED.apply(
                        postgres(
                                "io.debezium.transforms.ByLogicalTableRouter",
                                "topic.regex",
                                "(.*)orders_shard(.*)",
                                "topic.replacement",
                                "$1orders"));
        assertThat(
                        Pattern.compile(named.get("transforms.t.topic.regex"))
                                .matcher("rock-1.cdc.public.orders_shard2")
                                .replaceFirst(named.get("transforms.t.topic.replacement")))
                .isEqualTo("rock-1.cdc.public.orders");

        String timestamps = "org.apache.kafka.connect.transforms.TimestampRouter";
        assertThat(SHARED.apply(postgres(timestamps, "topic.format", "${topic}-${timestamp}")))
                .containsEntry("transforms.t.topic.format", "${topic}-${timestamp}");
        assertThat(SHARED.apply(postgres(timestamps, "topic.format", "day-${timestamp}")))
                .containsEntry("transforms.t.topic.format", "rock-1.day-${timestamp}");

        Map<String, String> predicate = postgres("x.Filter");
        predicate.put(
                "predicates.p.type",
                "org.apache.kafka.connect.transforms.predicates.TopicNameMatches");
        predicate.put("predicates.p.pattern", "cdc\\.public\\.orders");
        assertThat(SHARED.apply(predicate).get("predicates.p.pattern"))
                .satisfies(pattern -> assertThat("rock-1.cdc.public.orders").matches(pattern));
    }
}
