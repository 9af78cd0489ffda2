// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.bottledwater.connect.WorkerState;
import dev.bottledwater.connect.failure.Backoff;
import dev.bottledwater.connect.watch.ConnectorProblem;
import dev.bottledwater.engine.EngineState;
import dev.bottledwater.engine.RowStream.Kind;
import dev.bottledwater.engine.RowStream.ResultColumn;
import dev.bottledwater.engine.result.QueryMetrics;
import dev.bottledwater.platform.ConfigVars;
import dev.bottledwater.platform.Settings;
import dev.bottledwater.platform.preflight.Finding;
import dev.bottledwater.platform.preflight.Severity;
import dev.bottledwater.server.fake.FakeRowStream;
import dev.bottledwater.server.fake.FakeSqlEngine;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.wire.KsqlRequest;
import dev.bottledwater.wire.client.Credentials;
import dev.bottledwater.wire.client.KsqlClient;
import dev.bottledwater.wire.client.QueryResult;
import dev.bottledwater.wire.client.RequestFailedException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(120)
class ServeProcessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Set<ServePart> BOTH = EnumSet.allOf(ServePart.class);

    private final HttpClient http = HttpClient.newHttpClient();
    private final FakeConnect connect = new FakeConnect();
    private final FakeSqlEngine engine = new FakeSqlEngine();
    private volatile List<Finding> findings = List.of();
    private ServeProcess process;

    @AfterEach
    void stop() {
        if (process != null) {
            process.close();
        }
        http.shutdownNow();
    }

    @Test
    void answersBeforeKafkaIsThereAndGoesOnWhenItComes() throws Exception {
        findings =
                List.of(
                        new Finding(
                                Severity.ERROR,
                                "KAFKA_URL",
                                "No broker can be reached.",
                                "Check it."));
        connect.failures = 2;
        start(BOTH, (_, _) -> engine);

        awaits("/health", "200 degraded\n");
        assertThat(getAsAdmin("/health"))
                .contains("kafka degraded: No broker can be reached. Check it.")
                .contains("sql starting: Waiting for Kafka.");
        assertThat(getAsAdmin("/info"))
                .startsWith("200 ")
                .contains("\"serverStatus\":\"STARTING\"")
                .contains("\"ksqlServiceId\":\"shop_\"");
        assertThat(post("/ksql", "{\"ksql\":\"A;\"}"))
                .startsWith("503 ")
                .contains("50302")
                .contains("Waiting for Kafka.");
        assertThat(connect.started).isFalse();

        findings = List.of();

        awaits("/health/ready", "200 ready\n");
        assertThat(connect.starts).as("tried again").hasValue(3);
        engine.on("A;");
        assertThat(post("/ksql", "{\"ksql\":\"A;\"}")).isEqualTo("200 []");
    }

    @Test
    void opensTheEngineAgainAndLeavesConnectAlone() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        start(
                BOTH,
                (_, _) -> {
                    if (attempts.incrementAndGet() < 3) {
                        throw new IllegalStateException("The catalog is owned by another app.");
                    }
                    return engine;
                });

        awaits("/health", "200 ready\n");
        assertThat(attempts).hasValue(3);
        assertThat(connect.starts).hasValue(1);
    }

    @Test
    void tellsOfConnectorsThatDoNotWork() throws Exception {
        start(BOTH, (_, _) -> engine);
        awaits("/health/ready", "200 ready\n");
        assertThat(getAsAdmin("/connect/problems")).isEqualTo("200 []");

        connect.problems =
                List.of(
                        new ConnectorProblem(
                                "orders",
                                0,
                                "Task 0 of the connector orders failed on web-1: postgres://u:pw@h refused it.",
                                "Check it.",
                                2,
                                Instant.parse("2026-01-01T00:00:00Z")));
        assertThat(get("/health/ready")).isEqualTo("503 degraded\n");
        assertThat(get("/health/ready?except=connectors")).isEqualTo("200 ready\n");
        assertThat(get("/health")).isEqualTo("200 degraded\n");
        assertThat(getAsAdmin("/health"))
                .contains(
                        "connectors degraded: Task 0 of the connector orders failed on web-1: postgres://u:********@h refused it. Check it.\n");
        assertThat(getAsAdmin("/connect/problems"))
                .isEqualTo(
                        "200 [{\"connector\":\"orders\",\"task\":0,\"problem\":\"Task 0 of the connector orders failed on web-1: postgres://u:********@h refused it.\",\"remedy\":\"Check it.\",\"restarts\":2,\"next_restart\":\"2026-01-01T00:00:00Z\"}]");
        assertThat(get("/connect/problems")).startsWith("401 ");
        assertThat(getAsAdmin("/metrics"))
                .contains("bottled_water_part_ready{part=\"connectors\"} 0");
    }

    @Test
    void saysWhyAPartIsDown() throws Exception {
        connect.running =
                new WorkerState.Failed(
                        "The group is denied.", Instant.parse("2026-01-01T00:00:00Z"));
        engine.state = new EngineState.Degraded("The catalog can't be read.");
        start(BOTH, (_, _) -> engine);

        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(getAsAdmin("/health"))
                                        .isEqualTo(
                                                """
                                                200 degraded
                                                kafka ready
                                                sql degraded: The catalog can't be read.
                                                connect degraded: The group is denied. It is started again at 2026-01-01T00:00:00Z.
                                                connectors ready
                                                """));
        assertThat(getAsAdmin("/info")).contains("\"serverStatus\":\"DEGRADED\"");
    }

    @Test
    void tellsMonitoringSystemsItsNumbers() throws Exception {
        engine.metrics =
                List.of(
                        new QueryMetrics(
                                "CSAS_A_1",
                                "RUNNING",
                                2,
                                Map.of("in", new QueryMetrics.Traffic(3, 40)),
                                Map.of("A", new QueryMetrics.Traffic(2, 20)),
                                1,
                                Map.of("in", 7.0),
                                5,
                                6));
        engine.onQuery(
                "Q",
                () ->
                        new FakeRowStream(
                                        "q",
                                        Kind.PULL_TABLE,
                                        List.of(new ResultColumn("K", Primitive.STRING, true)))
                                .row("a")
                                .row("b")
                                .end(null));
        start(BOTH, (_, _) -> engine);
        awaits("/health", "200 ready\n");

        assertThat(get("/metrics")).startsWith("401 ");
        http.send(
                authorised(request("/query"))
                        .POST(BodyPublishers.ofString("{\"ksql\":\"Q\"}"))
                        .build(),
                BodyHandlers.discarding());
        // what an answer cost is counted once it has left
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(getAsAdmin("/metrics"))
                                        .contains(
                                                "ksql_pull_query_duration_seconds_count{query=\"pull_table\"} 1\n")
                                        .contains("route=\"/metrics\",status=\"401\"} 1\n"));
        assertThat(getAsAdmin("/metrics"))
                .contains("# TYPE ksql_query_consumed_records_total counter\n")
                .contains(
                        "ksql_query_consumed_records_total{query_id=\"CSAS_A_1\",topic=\"in\"} 3\n")
                .contains("ksql_query_produced_bytes_total{query_id=\"CSAS_A_1\",topic=\"A\"} 20\n")
                .contains("ksql_query_state{query_id=\"CSAS_A_1\",state=\"RUNNING\"} 1\n")
                .contains("ksql_query_records_lag{query_id=\"CSAS_A_1\",topic=\"in\"} 7\n")
                .contains("ksql_query_restore_remaining_records{query_id=\"CSAS_A_1\"} 6\n")
                .contains("bottled_water_part_ready{part=\"connect\"} 1\n")
                .contains("ksql_push_queries 0\n")
                .contains("ksql_results_total{query=\"pull_table\",outcome=\"complete\"} 1\n")
                .contains("ksql_result_rows_total{query=\"pull_table\"} 2\n")
                .containsPattern("ksql_result_bytes_total\\{query=\"pull_table\"} [1-9]")
                .contains("ksql_pull_query_duration_seconds_count{query=\"pull_table\"} 1\n")
                .doesNotContain("peer_requests")
                .contains(
                        "http_server_requests_total{method=\"GET\",route=\"/metrics\",status=\"401\"} 1\n")
                .containsPattern(
                        "http_server_request_duration_seconds_bucket\\{route=\"/metrics\",le=\"\\+Inf\"} [1-9]")
                .containsPattern("jvm_memory_used_bytes\\{area=\"heap\"} [1-9]")
                .doesNotContain("# EOF");
        var open =
                http.send(
                        authorised(request("/metrics"))
                                .header(
                                        "Accept",
                                        "application/openmetrics-text;version=1.0.0,text/plain;q=0.5")
                                .build(),
                        BodyHandlers.ofString());
        assertThat(open.headers().firstValue("Content-Type"))
                .hasValue("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(open.body())
                .contains("# TYPE ksql_query_consumed_records counter\n")
                .endsWith("# EOF\n");
    }

    @Test
    void opensAnotherEngineWhenOneStopsByItself() throws Exception {
        FakeSqlEngine second = new FakeSqlEngine().on("A;");
        AtomicInteger opened = new AtomicInteger();
        start(BOTH, (_, _) -> opened.incrementAndGet() == 1 ? engine : second);
        awaits("/health", "200 ready\n");

        engine.state = new EngineState.Stopped();

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(post("/ksql", "{\"ksql\":\"A;\"}")).isEqualTo("200 []"));
        assertThat(engine.closed).isTrue();
    }

    @Test
    void runsOnePartAlone() throws Exception {
        start(EnumSet.of(ServePart.KSQL), (_, _) -> engine);
        awaits("/health", "200 ready\n");
        assertThat(getAsAdmin("/connectors")).startsWith("404 ").contains("SQL alone");
        assertThat(connect.started).isFalse();
        process.close();

        start(EnumSet.of(ServePart.CONNECT), (_, _) -> engine);
        awaits("/health", "200 ready\n");
        assertThat(post("/ksql", "{}")).startsWith("404 ").contains("Connect alone");
        assertThat(connect.started).isTrue();
    }

    @Test
    void endsQueriesAndClosesPartsAtTheSameTime() throws Exception {
        FakeRowStream rows = new FakeRowStream("q", Kind.PUSH, List.of());
        engine.onQuery("Q", () -> rows);
        CountDownLatch closing = new CountDownLatch(1);
        connect.onClose =
                () -> {
                    closing.countDown();
                    await().atMost(Duration.ofSeconds(20)).until(() -> engine.closed);
                };
        start(BOTH, (_, _) -> engine);
        awaits("/health", "200 ready\n");
        try (KsqlClient client =
                        new KsqlClient(
                                URI.create("http://localhost:" + process.port()),
                                new Credentials("admin", "pw"));
                QueryResult result = client.query(KsqlRequest.of("Q"))) {
            CompletableFuture<Boolean> next = CompletableFuture.supplyAsync(result::hasNext);

            process.close();

            assertThatThrownBy(() -> next.get(60, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(RequestFailedException.class)
                    .hasMessageContaining("The server is stopping.");
        }
        assertThat(closing.getCount()).isZero();
        assertThat(rows.closed).isTrue();
        assertThat(engine.closed).isTrue();
        process.awaitClosed();
        assertThatThrownBy(() -> get("/health")).isInstanceOf(IOException.class);
    }

    @Test
    void closesWhileItWaitsForKafka() throws Exception {
        findings = List.of(new Finding(Severity.ERROR, "KAFKA_URL", "No.", "Do."));
        start(BOTH, (_, _) -> engine);
        awaits("/health", "200 degraded\n");

        process.close();

        assertThat(connect.started).isFalse();
    }

    @Test
    void closesAnEngineThatIsBeingOpened() throws Exception {
        CountDownLatch opening = new CountDownLatch(1);
        start(
                BOTH,
                (_, _) -> {
                    opening.countDown();
                    new CountDownLatch(1).await();
                    return engine;
                });
        assertThat(opening.await(60, TimeUnit.SECONDS)).isTrue();
        long before = System.nanoTime();

        process.close();

        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .as("an engine that goes on being opened is waited for until the deadline")
                .isLessThan(ServeProcess.CLOSE_DEADLINE.minusSeconds(5));
    }

    private void awaits(String path, String answer) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(get(path)).isEqualTo(answer));
    }

    private void start(Set<ServePart> parts, EngineFactory engines) {
        Settings settings =
                Settings.from(
                        ConfigVars.of(
                                Map.of(
                                        "KAFKA_URL", "kafka://localhost:1",
                                        "PORT", "0",
                                        "BW_CLUSTER", "shop",
                                        "BW_PASSWORD", "pw")));
        process =
                ServeProcess.start(
                        settings,
                        new ServeProcess.Plan(
                                parts,
                                engines,
                                _ -> connect,
                                new KafkaGate(() -> findings, SHORT),
                                "1.0",
                                Duration.ofSeconds(20),
                                new Backoff(SHORT, SHORT)));
    }

    private String get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    private String getAsAdmin(String path) throws IOException, InterruptedException {
        return send(authorised(request(path)).GET());
    }

    private String post(String path, String body) throws IOException, InterruptedException {
        return send(authorised(request(path)).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + process.port() + path))
                .version(HttpClient.Version.HTTP_1_1);
    }

    private static HttpRequest.Builder authorised(HttpRequest.Builder request) {
        return request.header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString("admin:pw".getBytes()));
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var response = http.send(request.build(), BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }
}
