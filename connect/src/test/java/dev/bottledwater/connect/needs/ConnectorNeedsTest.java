// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.needs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.platform.preflight.CleanupPolicy;
import dev.bottledwater.platform.preflight.TopicNeed;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class ConnectorNeedsTest {
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Map<String, String> POSTGRES =
            Map.of(
                    "connector.class",
                    "io.debezium.connector.postgresql.PostgresConnector",
                    "topic.prefix",
                    "cdc",
                    "table.include.list",
                    "public.orders, public\\.customers");

    private static ConnectorNeeds needs(Map<String, String> config, String... more) {
        Map<String, String> all = new HashMap<>(config);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return ConnectorNeeds.of("one", all, WEEK);
    }

    private static List<String> names(ConnectorNeeds needs) {
        return needs.topics().stream().map(TopicNeed::name).toList();
    }

    @Test
    void debeziumNeedsATopicForEachTable() {
        ConnectorNeeds needs = needs(POSTGRES);
        assertThat(needs.topics())
                .containsExactly(
                        new TopicNeed("cdc.public.orders", 1, CleanupPolicy.DELETE, WEEK, false),
                        new TopicNeed(
                                "cdc.public.customers", 1, CleanupPolicy.DELETE, WEEK, false));
        assertThat(needs.groups()).isEmpty();
        assertThat(needs.unknown()).isEmpty();
    }

    @Test
    void debeziumNeedsMoreWhereItIsAskedTo() {
        assertThat(
                        names(
                                needs(
                                        POSTGRES,
                                        "heartbeat.interval.ms",
                                        "10000",
                                        "provide.transaction.metadata",
                                        "true",
                                        "signal.enabled.channels",
                                        "source,kafka")))
                .containsExactly(
                        "cdc.public.orders",
                        "cdc.public.customers",
                        "__debezium-heartbeat.cdc",
                        "cdc.transaction",
                        "cdc-signal");
        assertThat(
                        needs(
                                        POSTGRES,
                                        "topic.creation.default.partitions",
                                        "4",
                                        "topic.creation.default.cleanup.policy",
                                        "compact")
                                .topics())
                .allMatch(
                        need ->
                                need.partitions() == 4
                                        && need.cleanupPolicy() == CleanupPolicy.COMPACT);
    }

    @Test
    void databasesWithAHistoryOfSchemasNeedItsTopic() {
        ConnectorNeeds needs =
                needs(
                        Map.of(
                                "connector.class",
                                "io.debezium.connector.mysql.MySqlConnector",
                                "topic.prefix",
                                "shop",
                                "table.include.list",
                                "shop.orders",
                                "schema.history.internal.kafka.topic",
                                "shop-history"));
        assertThat(names(needs)).containsExactly("shop.shop.orders", "shop", "shop-history");
        assertThat(needs.topics().getLast().exactPartitions()).isTrue();
        assertThat(
                        names(
                                needs(
                                        Map.of(
                                                "connector.class",
                                                "SqlServer",
                                                "topic.prefix",
                                                "s",
                                                "database.names",
                                                "a,b",
                                                "include.schema.changes",
                                                "false",
                                                "table.include.list",
                                                "dbo.t"))))
                .containsExactly("s.a.dbo.t", "s.b.dbo.t");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            table.include.list | public.*      | Which tables match 'public.*' in table.include.list can't be told
            table.include.list | ''            | It reads every table, since table.include.list isn't set
            topic.prefix       | ''            | topic.prefix isn't set
            """)
    void saysWhatCantBeTold(String setting, String value, String sentence) {
        assertThat(needs(POSTGRES, setting, value).unknown())
                .anyMatch(text -> text.startsWith(sentence));
    }

    @Test
    void followsTransformsThatRenameTopics() {
        Map<String, String> routed = new HashMap<>(POSTGRES);
        routed.put("transforms", "unwrap,route");
        routed.put("transforms.unwrap.type", "io.debezium.transforms.ExtractNewRecordState");
        routed.put("transforms.route.type", "org.apache.kafka.connect.transforms.RegexRouter");
        routed.put("transforms.route.regex", "cdc\\.public\\.(.*)");
        routed.put("transforms.route.replacement", "$1");
        assertThat(names(needs(routed))).containsExactly("orders", "customers");
        assertThat(
                        needs(
                                        POSTGRES,
                                        "transforms",
                                        "outbox",
                                        "transforms.outbox.type",
                                        "io.debezium.transforms.outbox.EventRouter")
                                .unknown())
                .containsExactly(
                        "Which topics the transform outbox (EventRouter) sends records to can't be told; they must be there.");
    }

    @Test
    void sinksNeedAGroupAndTheirDeadLetters() {
        ConnectorNeeds needs =
                needs(
                        Map.of("connector.class", "x.ElasticSink", "topics", "orders, payments"),
                        "errors.deadletterqueue.topic.name",
                        "dead");
        assertThat(needs.groups()).containsExactly("connect-one");
        assertThat(needs.reads()).containsExactly("orders", "payments");
        assertThat(names(needs)).containsExactly("dead");
        assertThat(
                        needs(Map.of("topics.regex", "a.*"), "consumer.override.group.id", "mine")
                                .groups())
                .containsExactly("mine");
    }

    @Test
    void otherSourcesTellTheirTopicOrAreUnknown() {
        assertThat(names(needs(Map.of("connector.class", "FileStreamSource", "topic", "lines"))))
                .containsExactly("lines");
        ConnectorNeeds unknown = needs(Map.of("connector.class", "com.acme.Source"));
        assertThat(unknown.topics()).isEmpty();
        assertThat(unknown.unknown())
                .containsExactly(
                        "Which topics com.acme.Source writes can't be told from its settings.");
        assertThat(names(needs(Map.of("topic", "t", "offsets.storage.topic", "mine"))))
                .containsExactly("t", "mine");
    }
}
