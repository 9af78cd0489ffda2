// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.devkit.postgres.EmbeddedDatabaseOptions;
import dev.bottledwater.wire.KsqlRequest;
import dev.bottledwater.wire.client.Credentials;
import dev.bottledwater.wire.client.KsqlClient;
import dev.bottledwater.wire.client.RequestFailedException;
import dev.bottledwater.wire.row.ResultRow;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The real {@code serve} process on a real broker and Postgres: bad input from clients, and a
 * restart.
 */
@TestMethodOrder(MethodOrderer.MethodName.class)
class ServeIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static DemoEnvironment environment;
    private static ServerApi api;
    private static KsqlClient client;

    @BeforeAll
    static void start() throws Exception {
        environment = new DemoEnvironment(Home.directory());
        environment.startKafka();
        environment.startDatabase(EmbeddedDatabaseOptions.defaults().withoutLogicalDecoding());
        startServe();
    }

    private static void startServe() throws IOException {
        environment.startServe(0);
        api = environment.api();
        client =
                environment.owned(
                        new KsqlClient(
                                environment.url(),
                                new Credentials(DemoEnvironment.USER, environment.password())));
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .failFast(() -> !environment.serve().isAlive())
                .untilAsserted(() -> assertThat(api.health()).isEqualTo("ready"));
    }

    @AfterAll
    static void stop() {
        environment.close();
    }

    private static void produce(String topic, List<Map.Entry<String, String>> records)
            throws Exception {
        try (var producer =
                new KafkaProducer<>(
                        environment.kafka().clientProperties(),
                        new StringSerializer(),
                        new StringSerializer())) {
            for (var record : records) {
                producer.send(new ProducerRecord<>(topic, record.getKey(), record.getValue()))
                        .get();
            }
        }
    }

    private static RequestFailedException refused(String sql) {
        try {
            client.makeKsqlRequest(KsqlRequest.of(sql));
        } catch (RequestFailedException e) {
            return e;
        }
        throw new AssertionError("was not refused: " + sql);
    }

    private static void earliest(String sql) {
        client.makeKsqlRequest(
                KsqlRequest.of(sql, Map.of("auto.offset.reset", "earliest"), Map.of()));
    }

    private static List<ResultRow> push(String sql) {
        var rows = new ArrayList<ResultRow>();
        try (var result =
                client.query(
                        KsqlRequest.of(sql, Map.of("auto.offset.reset", "earliest"), Map.of()))) {
            result.forEachRemaining(rows::add);
        }
        return rows;
    }

    @Test
    void aConnectorOnPostgresWithoutLogicalDecodingIsRefusedWithTheRemedy() throws Exception {
        var answer =
                api.post("/connectors", ConnectorFile.filled(environment.database().databaseUrl()));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("wal_level").contains("logical");
    }

    @Test
    void aMalformedConnectorIsRefused() throws Exception {
        assertThat(api.post("/connectors", "{\"name\": ").status()).isEqualTo(400);
        var unknown =
                api.post(
                        "/connectors",
                        "{\"name\":\"x\",\"config\":{\"connector.class\":\"PostgresConnectr\"}}");
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.body()).contains("PostgresConnector");
    }

    @Test
    void aMalformedStatementIsRefusedWithItsPosition() {
        var misspelt = refused("SELEC * FROM ORDERS;");
        assertThat(misspelt.status()).isEqualTo(400);
        assertThat(misspelt.getMessage()).contains("line 1:1").contains("SELECT");
    }

    @Test
    void aMissingTopicIsRefusedWithTheRemedy() {
        assertThat(
                        refused(
                                "CREATE STREAM X (A INT) WITH (KAFKA_TOPIC='nosuch', VALUE_FORMAT='JSON');"))
                .hasMessageContaining("Topic 'nosuch' does not exist")
                .hasMessageContaining("PARTITIONS");
    }

    @Test
    void nothingButHealthAnswersWithoutCredentials() throws Exception {
        var http = HttpClient.newHttpClient();
        for (var path :
                List.of("/info", "/connectors", "/connector-plugins", "/status", "/nosuch", "/")) {
            assertThat(get(http, path).statusCode()).as(path).isEqualTo(401);
        }
        var health = get(http, "/health");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body().strip()).isEqualTo("ready");
    }

    private static HttpResponse<String> get(HttpClient http, String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(environment.url() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aRecordThatIsNoJsonGoesToTheProcessingLogAndTheQueryGoesOn() throws Exception {
        environment.kafka().createTopic("poison", 1);
        earliest(
                """
                CREATE STREAM poison (k VARCHAR KEY, v INT) WITH (KAFKA_TOPIC='poison', VALUE_FORMAT='JSON');
                CREATE STREAM cured AS SELECT k, v + 1 AS w FROM poison;
                """);
        produce(
                "poison",
                List.of(
                        Map.entry("a", "{\"v\":1}"),
                        Map.entry("b", "{\"v\":"),
                        Map.entry("c", "{\"v\":3}")));
        assertThat(push("SELECT w FROM cured EMIT CHANGES LIMIT 2;"))
                .extracting(row -> row.values().getFirst())
                .containsExactly(2, 4);
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(environment.serve().lastLines(200))
                                        .containsPattern(
                                                "(?s)CSAS_CURED_\\d+.*poison.*partition.*0.*offset.*1"));
    }

    @Test
    void streamsAndQueriesAreBackAfterARestart() throws Exception {
        environment.kafka().createTopic("clicks", 1);
        earliest(
                """
                CREATE STREAM clicks (user VARCHAR KEY, page VARCHAR) WITH (KAFKA_TOPIC='clicks', VALUE_FORMAT='JSON');
                CREATE TABLE pages AS SELECT page, COUNT(*) AS n FROM clicks GROUP BY page;
                """);
        produce(
                "clicks",
                List.of(
                        Map.entry("u1", "{\"page\":\"home\"}"),
                        Map.entry("u2", "{\"page\":\"home\"}")));
        awaitCount("home", 2);
        environment.serve().close();
        produce("clicks", List.of(Map.entry("u3", "{\"page\":\"home\"}")));
        startServe();
        awaitCount("home", 3);
        var listing = api.post("/ksql", "{\"ksql\":\"SHOW QUERIES;\"}").body();
        assertThat(listing).contains("CTAS_PAGES_").contains("RUNNING");
        assertThat(api.post("/ksql", "{\"ksql\":\"SHOW STREAMS;\"}").body()).contains("CLICKS");
    }

    private static void awaitCount(String page, long count) {
        try (var result =
                client.query(
                        KsqlRequest.of(
                                "SELECT page, n FROM pages EMIT CHANGES;",
                                Map.of("auto.offset.reset", "earliest"),
                                Map.of()))) {
            while (result.hasNext()) {
                var row = result.next().values();
                if (row.getFirst().equals(page) && ((Number) row.get(1)).longValue() == count) {
                    return;
                }
            }
        }
        throw new AssertionError("the push query ended before " + page + " had " + count);
    }

    @Test
    void secretsNeverReachTheLogOrTheListing() throws Exception {
        assertThat(environment.serve().lastLines(100_000))
                .doesNotContain("PRIVATE KEY")
                .doesNotContain(environment.password())
                .doesNotContain(environment.database().databaseUrl());
    }
}
