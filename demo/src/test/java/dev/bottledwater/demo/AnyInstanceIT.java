// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;

import dev.bottledwater.cli.BottledWater;
import dev.bottledwater.cli.serve.EmbeddedServer;
import dev.bottledwater.cli.serve.Server;
import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.devkit.kafka.EmbeddedKafkaOptions;
import dev.bottledwater.devkit.net.FreePort;
import dev.bottledwater.platform.ConfigVars;
import dev.bottledwater.platform.Settings;
import dev.bottledwater.server.ServePart;

import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Instances of one app behind a router that picks any of them: each answers for all. */
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AnyInstanceIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Of the brokers' least, so that a killed instance is missed soon. */
    private static final Duration SESSION = Duration.ofSeconds(6);

    private static final RandomRouter ROUTER = new RandomRouter();
    private static final List<Server> SERVERS = new ArrayList<>();
    private static EmbeddedKafka kafka;

    @BeforeAll
    static void start() throws Exception {
        kafka = EmbeddedKafka.launch(EmbeddedKafkaOptions.defaults().withoutStopOnExit());
        startInstance();
        startInstance();
        awaitAll();
    }

    private static void startInstance() throws Exception {
        int port = FreePort.pick();
        SERVERS.add(
                new EmbeddedServer()
                        .start(
                                Settings.from(ConfigVars.of(configVars(port))),
                                Set.of(ServePart.KSQL)));
        ROUTER.add(port);
    }

    private static Map<String, String> configVars(int port) {
        var vars = new HashMap<>(kafka.configVars());
        vars.put("PORT", Integer.toString(port));
        vars.put("BW_INSECURE_LOCAL", "true");
        vars.put("BW_SECRET", "none that anybody needs to know");
        vars.put("KSQL_KSQL_STREAMS_COMMIT_INTERVAL_MS", "100");
        vars.put(
                "KSQL_KSQL_STREAMS_CONSUMER_SESSION_TIMEOUT_MS", Long.toString(SESSION.toMillis()));
        vars.put("KSQL_KSQL_STREAMS_CONSUMER_HEARTBEAT_INTERVAL_MS", "1500");
        return vars;
    }

    /** Until all take statements and have heard each other. */
    private static void awaitAll() {
        for (int port : ROUTER.ports()) {
            await().atMost(LIMIT)
                    .ignoreExceptions()
                    .until(() -> ROUTER.get(port, "/health/ready").statusCode() == 200);
        }
    }

    @AfterAll
    static void stop() {
        var ends = SERVERS.stream().map(s -> CompletableFuture.runAsync(s::stop)).toList();
        ends.forEach(CompletableFuture::join);
        ROUTER.close();
        kafka.close();
    }

    @Test
    @Order(1)
    void statementsFindWhatOtherInstancesWereTold() throws Exception {
        var ids = new ArrayList<String>();
        ids.add(
                commandId(
                        ROUTER.ksql(
                                "CREATE STREAM orders (id BIGINT KEY, region STRING, amount BIGINT)"
                                        + " WITH (KAFKA_TOPIC='orders', PARTITIONS=4, VALUE_FORMAT='JSON');")));
        ids.add(
                commandId(
                        ROUTER.ksql(
                                "CREATE TABLE totals AS SELECT region, COUNT(*) AS n, SUM(amount) AS total FROM orders GROUP BY region EMIT CHANGES;")));
        for (var id : ids) {
            var status = ROUTER.get("/status/" + id.replace("`", "%60"));
            assertThat(status.statusCode()).as(status.body()).isEqualTo(200);
        }
        assertThat(ROUTER.get("/status").body()).contains(ids);
        for (int i = 0; i < 8; i++) {
            ROUTER.ksql("INSERT INTO orders VALUES (%d, 'r%d', %d);".formatted(i, i % 4, i));
        }
        assertThat(ROUTER.ksql("SHOW TABLES;").path("tables")).hasSize(1);
        long told =
                ROUTER.ksql("CREATE TYPE money AS STRUCT<sum BIGINT>;")
                        .path("commandSequenceNumber")
                        .asLong();
        var types =
                ROUTER.post("/ksql", Map.of("ksql", "SHOW TYPES;", "commandSequenceNumber", told));
        assertThat(types.body()).contains("MONEY");
        assertThat(ROUTER.get("/status/stream/%60NONE%60/create").statusCode()).isEqualTo(404);
    }

    private static String commandId(JsonNode result) {
        return result.path("commandId").asText();
    }

    @Test
    @Order(2)
    void statesOfQueriesAreThoseOfAllInstances() throws Exception {
        awaitState("RUNNING");
        var id = query().path("id").asText();
        assertThat(query().path("state").asText()).isEqualTo("RUNNING");
        var explained = ROUTER.ksql("EXPLAIN " + id + ";").path("queryDescription");
        assertThat(explained.path("ksqlHostQueryStatus")).hasSize(2);
        var extended = ROUTER.ksql("SHOW QUERIES EXTENDED;").path("queryDescriptions").get(0);
        assertThat(extended.path("ksqlHostQueryStatus")).hasSize(2);
        var described = ROUTER.ksql("DESCRIBE totals EXTENDED;").path("sourceDescription");
        assertThat(
                        described
                                .path("writeQueries")
                                .get(0)
                                .path("statusCount")
                                .path("RUNNING")
                                .asInt())
                .isEqualTo(2);

        ROUTER.ksql("PAUSE " + id + ";");
        awaitState("PAUSED");
        ROUTER.ksql("RESUME " + id + ";");
        awaitState("RUNNING");
    }

    private static JsonNode query() throws Exception {
        return ROUTER.ksql("SHOW QUERIES;").path("queries").get(0);
    }

    /** On all instances, whichever is asked. */
    private static void awaitState(String state) {
        int instances = ROUTER.ports().size();
        for (int i = 0; i < instances; i++) {
            await().atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(100))
                    .until(
                            () -> query().path("statusCount").toString(),
                            "{\"%s\":%d}".formatted(state, instances)::equals);
        }
    }

    @Test
    @Order(5)
    void pullQueriesFindTheirRowsWhereverTheyAre() throws Exception {
        ROUTER.ksql(
                "CREATE TABLE minutes AS SELECT region, COUNT(*) AS n FROM orders WINDOW TUMBLING (SIZE 1 DAY) GROUP BY region EMIT CHANGES;");
        var expected = List.of("[\"r0\",2,4]", "[\"r1\",2,6]", "[\"r2\",2,8]", "[\"r3\",2,10]");
        await().atMost(LIMIT)
                .ignoreExceptions()
                .until(() -> pulled("SELECT * FROM totals;").equals(expected));
        await().atMost(LIMIT).until(() -> pulled("SELECT region, n FROM minutes;").size() == 4);
        long before = bytesOfPeers();
        int pulls = 0;
        for (int port : ROUTER.ports()) {
            for (int region = 0; region < 4; region++) {
                var key = "'r%d'".formatted(region);
                assertThat(pulled(port, "SELECT * FROM totals WHERE region = " + key + ";"))
                        .containsExactly(expected.get(region));
                pulls++;
                assertThat(
                                pulled(
                                        port,
                                        "SELECT region, n FROM minutes WHERE region = "
                                                + key
                                                + ";"))
                        .containsExactly("[\"r%d\",2]".formatted(region));
                pulls++;
            }
            assertThat(pulled(port, "SELECT * FROM totals WHERE region IN ('r3', 'no', 'r1');"))
                    .containsExactlyInAnyOrder(expected.get(3), expected.get(1));
            assertThat(pulled(port, "SELECT * FROM totals;")).isEqualTo(expected);
            assertThat(pulled(port, "SELECT region, n FROM minutes;")).hasSize(4);
            pulls += 3;
        }
        long bytes = bytesOfPeers() - before;
        assertThat(bytes).as("bytes between instances").isPositive();
        System.out.printf(
                "%d pull queries on two instances: %d bytes each over peers%n",
                pulls, bytes / pulls);
    }

    /** What a maximum is of doesn't matter to it twice, and a query does that after a kill. */
    @Test
    @Order(6)
    void aKilledInstanceIsMissedNoLongerThanItsSession(@TempDir Path directory) throws Exception {
        ROUTER.ksql(
                "CREATE TABLE highest AS SELECT region, MAX(amount) AS amount FROM orders GROUP BY region EMIT CHANGES;");
        var survivors = ROUTER.ports();
        int port = FreePort.pick();
        var third = process(port, directory);
        try {
            await().atMost(LIMIT)
                    .ignoreExceptions()
                    .until(() -> ROUTER.get(port, "/health/ready").statusCode() == 200);
            ROUTER.add(port);
            await().atMost(LIMIT)
                    .ignoreExceptions()
                    .until(() -> partitionsOf(survivors.getFirst(), "HIGHEST") == 3);
            assertThat(pulled(port, "SELECT region FROM highest;")).hasSize(4);
            ROUTER.remove(port);

            var load = new Load(ROUTER, survivors);
            try (load) {
                load.awaitWritten(20);
                third.destroyForcibly().waitFor();
                long killed = System.nanoTime();
                load.awaitWritten(40);
                for (int survivor : survivors) {
                    for (int region = 0; region < 4; region++) {
                        assertThat(
                                        pulled(
                                                survivor,
                                                "SELECT region FROM highest WHERE region = 'r%d';"
                                                        .formatted(region)))
                                .hasSize(1);
                    }
                    assertThat(pulled(survivor, "SELECT region FROM highest;")).hasSize(4);
                }
                var took = Duration.ofNanos(System.nanoTime() - killed);
                System.out.printf(
                        "All keys answered %d ms after a kill, with a session of %d ms%n",
                        took.toMillis(), SESSION.toMillis());
                assertThat(took).isLessThan(SESSION.multipliedBy(4));
            }
            var expected = load.expected();
            for (int survivor : survivors) {
                await().atMost(LIMIT)
                        .ignoreExceptions()
                        .until(() -> pulled(survivor, "SELECT * FROM highest;"), expected::equals);
            }
        } finally {
            third.destroyForcibly();
        }
    }

    /** How many instances have partitions of the query that makes a table. */
    private static long partitionsOf(int port, String table) throws Exception {
        var hosts =
                RandomRouter.json(ROUTER.get(port, "/clusterStatus").body()).path("clusterStatus");
        long count = 0;
        for (var host : hosts) {
            for (var query : host.path("activeStandbyPerQuery").properties()) {
                if (query.getKey().startsWith("CTAS_" + table + "_")
                        && !query.getValue().path("activeStores").isEmpty()) {
                    count++;
                }
            }
        }
        return count;
    }

    /** An instance that can be killed. */
    private static Process process(int port, Path directory) throws Exception {
        var builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BottledWater.class.getName(),
                        "serve",
                        "--only",
                        "ksql");
        builder.environment().putAll(configVars(port));
        return builder.redirectErrorStream(true)
                .redirectOutput(directory.resolve("serve.log").toFile())
                .start();
    }

    /** The rows as text, in order of it. */
    private static List<String> pulled(String sql) throws Exception {
        return pulled(ROUTER.next(), sql);
    }

    private static List<String> pulled(int port, String sql) throws Exception {
        try (var lines = ROUTER.query(port, sql)) {
            return lines.skip(1).sorted().toList();
        }
    }

    /** All that the instances have ever told each other. */
    private static long bytesOfPeers() throws Exception {
        var topic = "_bottled-water-default-peers";
        try (var admin = Admin.create(kafka.adminProperties())) {
            return admin.describeLogDirs(List.of(1)).allDescriptions().get().values().stream()
                    .flatMap(dirs -> dirs.values().stream())
                    .flatMap(dir -> dir.replicaInfos().entrySet().stream())
                    .filter(e -> e.getKey().topic().equals(topic))
                    .mapToLong(e -> e.getValue().size())
                    .sum();
        }
    }

    @Test
    @Order(3)
    void pushQueriesAreSeenAndEndedFromAnywhere() throws Exception {
        var ports = ROUTER.ports();
        for (var end : List.of("close", "terminate")) {
            try (var lines = ROUTER.query(ports.getFirst(), "SELECT * FROM orders EMIT CHANGES;")) {
                var rows = lines.iterator();
                var id = RandomRouter.json(rows.next()).path("queryId").asText();
                assertThat(
                                ROUTER.ksql(ports.getLast(), "SHOW QUERIES;")
                                        .path("queries")
                                        .findValuesAsText("id"))
                        .contains(id);
                if (end.equals("close")) {
                    while (ROUTER.next() != ports.getFirst()) {
                        // the next request meets the other
                    }
                    assertThat(ROUTER.post("/close-query", Map.of("queryId", id)).statusCode())
                            .isEqualTo(200);
                } else {
                    assertThat(
                                    ROUTER.ksql(ports.getLast(), "TERMINATE " + id + ";")
                                            .path("wasTerminated")
                                            .asBoolean())
                            .isTrue();
                }
                while (rows.hasNext()) {
                    rows.next();
                }
            }
        }
        assertThat(ROUTER.post("/close-query", Map.of("queryId", "none")).statusCode())
                .isEqualTo(400);
    }

    @Test
    @Order(4)
    void allInstancesAreToldOfWithTheStateThatTheyHave() throws Exception {
        var id = query().path("id").asText();
        for (int port : ROUTER.ports()) {
            var hosts =
                    RandomRouter.json(ROUTER.get(port, "/clusterStatus").body())
                            .path("clusterStatus");
            assertThat(hosts).as(hosts.toString()).hasSize(ROUTER.ports().size());
            var partitions = new ArrayList<String>();
            for (var host : hosts) {
                assertThat(host.path("hostAlive").asBoolean()).isTrue();
                assertThat(host.path("lastStatusUpdateMs").asLong())
                        .isCloseTo(System.currentTimeMillis(), within(10_000L));
                host.path("activeStandbyPerQuery")
                        .path(id)
                        .path("activePartitions")
                        .forEach(p -> partitions.add(p.toString()));
                var lags = host.path("hostStoreLags").path("stateStoreLags");
                assertThat(lags.findValues("offsetLag"))
                        .isNotEmpty()
                        .allMatch(lag -> lag.asLong() == 0);
            }
            assertThat(partitions)
                    .contains("{\"topic\":\"orders\",\"partition\":3}")
                    .hasSize(8)
                    .doesNotHaveDuplicates();
        }
    }
}
