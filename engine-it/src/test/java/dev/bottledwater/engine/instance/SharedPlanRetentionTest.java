// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.devkit.kafka.EmbeddedKafkaOptions;
import dev.bottledwater.engine.EngineConfig;
import dev.bottledwater.engine.function.BuiltInFunctions;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Topics as on shared plans, where compacted topics delete records by age as well: the state and
 * the tables of queries, and the catalog, outlive the records that they were made of, and a lost
 * disk.
 */
@Execution(ExecutionMode.CONCURRENT) // each has a broker of its own and waits for its clock
class SharedPlanRetentionTest {
    private static final Duration RETENTION = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String CATALOG = "catalog";

    @TempDir Path directory;

    private EmbeddedKafka kafka() {
        return EmbeddedKafka.launch(
                EmbeddedKafkaOptions.defaults()
                        .withBrokerSetting("log.retention.check.interval.ms", "500")
                        .withBrokerSetting("log.initial.task.delay.ms", "500")
                        .withBrokerSetting("log.segment.delete.delay.ms", "500"));
    }

    private EngineFixture fixture(EmbeddedKafka kafka) {
        return new EngineFixture(kafka, CATALOG, directory, BuiltInFunctions.registry());
    }

    private static String order(String region, long amount) {
        return "{\"REGION\":\"%s\",\"AMOUNT\":%d}".formatted(region, amount);
    }

    private static String customer(String name, String city) {
        return "{\"NAME\":\"%s\",\"CITY\":\"%s\"}".formatted(name, city);
    }

    /** Makes the tables, from records that are then left to retention. */
    private static void fill(KafkaSqlEngine engine, KafkaTopics topics) {
        topics.create("orders", 1);
        topics.create("customers", 1);
        EngineFixture.execute(
                engine,
                """
                SET 'auto.offset.reset'='earliest';
                CREATE STREAM orders (id BIGINT KEY, region STRING, amount BIGINT)
                  WITH (KAFKA_TOPIC='orders', VALUE_FORMAT='JSON');
                CREATE TABLE customers (id BIGINT PRIMARY KEY, name STRING, city STRING)
                  WITH (KAFKA_TOPIC='customers', VALUE_FORMAT='JSON');
                CREATE TABLE totals AS SELECT region, COUNT(*) AS n, SUM(amount) AS s FROM orders GROUP BY region;
                CREATE TABLE romans AS SELECT id, name FROM customers WHERE city = 'Rome';
                CREATE TABLE copies AS SELECT id, name FROM customers;
                CREATE TABLE cities AS SELECT city, COUNT(*) AS n FROM customers GROUP BY city;
                """);
        topics.put("orders", 1, order("north", 10));
        topics.put("orders", 2, order("north", 20));
        topics.put("orders", 3, order("south", 5));
        topics.put("customers", 1, customer("Ann", "Rome"));
        topics.put("customers", 2, customer("Bob", "Rome"));
        topics.put("customers", 3, customer("Eve", "Oslo"));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            assertThat(topics.table("TOTALS"))
                                    .isEqualTo(
                                            Map.of(
                                                    "north", "{\"N\":2,\"S\":30}",
                                                    "south", "{\"N\":1,\"S\":5}"));
                            assertThat(topics.table("CITIES"))
                                    .isEqualTo(Map.of("Rome", "{\"N\":2}", "Oslo", "{\"N\":1}"));
                            assertThat(topics.byId("ROMANS")).containsOnlyKeys(1L, 2L);
                            assertThat(topics.byId("COPIES")).containsOnlyKeys(1L, 2L, 3L);
                        });
    }

    /**
     * Deletes by age, as what {@code heroku kafka:topics:create} makes on a shared plan does, also
     * where it compacts. Here nothing compacts: the broker's cleaner, which deletes from compacted
     * topics, comes when it likes, and harder for what is tested is that the latest record of a key
     * goes as well.
     */
    private static void keepForAWhile(EmbeddedKafka kafka, Collection<String> topics) {
        kafka.configureTopics(
                topics,
                Map.of(
                        "cleanup.policy", "delete",
                        "retention.ms", String.valueOf(RETENTION.toMillis()),
                        "segment.ms", "2000"));
    }

    /** Ends what {@link #keepForAWhile} began: what follows may take as long as it likes. */
    private static void keepForEver(EmbeddedKafka kafka, Collection<String> topics) {
        kafka.configureTopics(topics, Map.of("retention.ms", "-1"));
    }

    private static Set<String> topics(Admin admin) throws Exception {
        return new TreeSet<>(admin.listTopics().names().get());
    }

    private static Map<String, Long> offsets(Admin admin, Set<String> topics, OffsetSpec which)
            throws Exception {
        var offsets = new TreeMap<String, Long>();
        for (var topic : topics) {
            var partition = new TopicPartition(topic, 0);
            offsets.put(
                    topic,
                    admin.listOffsets(Map.of(partition, which))
                            .partitionResult(partition)
                            .get()
                            .offset());
        }
        return offsets;
    }

    /** Waits until every record that there is now has been deleted. */
    private static void awaitDeletion(Admin admin, Set<String> topics) throws Exception {
        var now = offsets(admin, topics, OffsetSpec.latest());
        await().atMost(RETENTION.plus(PATIENCE))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(
                        () ->
                                assertThat(offsets(admin, topics, OffsetSpec.earliest()))
                                        .allSatisfy(
                                                (topic, offset) ->
                                                        assertThat(offset)
                                                                .as(topic)
                                                                .isGreaterThanOrEqualTo(
                                                                        now.get(topic))));
    }

    @Test
    void stateTablesAndCatalogOutliveTheirRecordsAndTheDisk() throws Exception {
        try (var kafka = kafka();
                var admin = Admin.create(kafka.adminProperties());
                var topics = new KafkaTopics(kafka)) {
            var fixture =
                    fixture(kafka)
                            .withProperties(
                                    Map.of(
                                            EngineConfig.TOPIC_RETENTION,
                                            String.valueOf(RETENTION.toMillis())));
            try (var engine = fixture.running()) {
                fill(engine, topics);
                var all = topics(admin);
                keepForAWhile(kafka, all);
                awaitDeletion(admin, all);
                assertThat(topics.values("orders")).isEmpty();
                keepForEver(kafka, all);
            }
            // another instance has another directory: the disk is empty
            try (var engine = fixture.running()) {
                assertThat(topics.table("TOTALS"))
                        .isEqualTo(
                                Map.of(
                                        "north", "{\"N\":2,\"S\":30}",
                                        "south", "{\"N\":1,\"S\":5}"));
                assertThat(topics.byId("COPIES"))
                        .isEqualTo(
                                Map.of(
                                        1L, "{\"NAME\":\"Ann\"}",
                                        2L, "{\"NAME\":\"Bob\"}",
                                        3L, "{\"NAME\":\"Eve\"}"));
                topics.put("orders", 4, order("north", 5));
                topics.put("customers", 1, customer("Ann", "Oslo"));
                await().atMost(PATIENCE)
                        .untilAsserted(
                                () -> {
                                    assertThat(topics.table("TOTALS"))
                                            .containsEntry("north", "{\"N\":3,\"S\":35}")
                                            .containsEntry("south", "{\"N\":1,\"S\":5}");
                                    assertThat(topics.table("CITIES"))
                                            .isEqualTo(
                                                    Map.of(
                                                            "Rome", "{\"N\":1}",
                                                            "Oslo", "{\"N\":2}"));
                                    assertThat(topics.byId("ROMANS"))
                                            .containsEntry(1L, null)
                                            .containsEntry(2L, "{\"NAME\":\"Bob\"}");
                                });
            }
        }
    }

    @Test
    void windowsThatTopicsWouldForgetAreRefused() {
        try (var kafka = kafka();
                var topics = new KafkaTopics(kafka)) {
            topics.create("orders", 1);
            var day = String.valueOf(Duration.ofDays(1).toMillis());
            try (var engine =
                    fixture(kafka)
                            .withProperties(Map.of(EngineConfig.TOPIC_RETENTION, day))
                            .running()) {
                EngineFixture.execute(
                        engine,
                        """
                        CREATE STREAM orders (id BIGINT KEY, region STRING)
                          WITH (KAFKA_TOPIC='orders', VALUE_FORMAT='JSON');
                        CREATE TABLE fine AS SELECT region, COUNT(*) AS n FROM orders
                          WINDOW TUMBLING (SIZE 1 HOUR, GRACE PERIOD 23 HOURS) GROUP BY region;
                        """);
                assertThatThrownBy(
                                () ->
                                        EngineFixture.execute(
                                                engine,
                                                "CREATE TABLE late AS SELECT region, COUNT(*) AS n FROM orders WINDOW TUMBLING (SIZE 1 HOUR) GROUP BY region;"))
                        .hasMessage(
                                "Windows of 1 HOUR with a grace period of 1 DAY can change for 25 HOURS, but the topics of this app keep records for 1 DAY.");
                assertThatThrownBy(
                                () ->
                                        EngineFixture.execute(
                                                engine,
                                                "CREATE STREAM pairs AS SELECT a.id AS id, b.region AS r FROM orders a JOIN orders b WITHIN 13 HOURS GRACE PERIOD 1 MINUTE ON a.id = b.id;"))
                        .isInstanceOf(RuntimeException.class);
            }
        }
    }

    /** Without it the other test would show nothing. */
    @Test
    void allIsLostWhereNothingIsWrittenAnew() throws Exception {
        try (var kafka = kafka();
                var admin = Admin.create(kafka.adminProperties());
                var topics = new KafkaTopics(kafka)) {
            var fixture = fixture(kafka);
            try (var engine = fixture.running()) {
                fill(engine, topics);
                var all = topics(admin);
                all.remove(CATALOG);
                keepForAWhile(kafka, all);
                awaitDeletion(admin, all);
                keepForEver(kafka, all);
            }
            try (var engine = fixture.running()) {
                assertThat(topics.table("TOTALS")).isEmpty();
                topics.put("orders", 4, order("north", 5));
                await().atMost(PATIENCE)
                        .untilAsserted(
                                () ->
                                        assertThat(topics.table("TOTALS"))
                                                .isEqualTo(Map.of("north", "{\"N\":1,\"S\":5}")));
            }
        }
    }
}
