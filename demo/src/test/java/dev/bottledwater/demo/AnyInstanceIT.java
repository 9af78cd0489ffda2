// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;

import dev.bottledwater.devkit.net.FreePort;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Instances of one app behind a router that picks any of them: each answers for all. */
@Timeout(600)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AnyInstanceIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /**
     * So short that a killed instance is missed soon, and twice as long as instances wait for one
     * that says nothing (4 and 6 seconds) before they ask for copies.
     */
    private static final Duration SESSION = Duration.ofSeconds(20);

    private static final AppInstances APP = new AppInstances(SESSION);
    private static final RandomRouter ROUTER = APP.router();
    private static final ClusterStates CLUSTER = new ClusterStates(ROUTER);

    @BeforeAll
    static void start() throws Exception {
        APP.start(2);
    }

    @AfterAll
    static void stop() {
        APP.close();
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
        // copies come to be in further rebalances
        await().atMost(LIMIT).untilAsserted(() -> allAreTold(id));

        ROUTER.ksql("PAUSE " + id + ";");
        awaitState("PAUSED");
        ROUTER.ksql("RESUME " + id + ";");
        awaitState("RUNNING");
    }

    private static void allAreTold(String id) throws Exception {
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
        var counts = List.of("[\"r0\",2]", "[\"r1\",2]", "[\"r2\",2]", "[\"r3\",2]");
        for (var table : List.of("TOTALS", "MINUTES")) {
            await().atMost(LIMIT).ignoreExceptions().until(() -> CLUSTER.isCopied(table, 4, 2));
        }
        for (int port : ROUTER.ports()) {
            await().atMost(LIMIT)
                    .ignoreExceptions()
                    .until(() -> pulled(port, "SELECT * FROM totals;"), expected::equals);
            await().atMost(LIMIT)
                    .ignoreExceptions()
                    .until(() -> pulled(port, "SELECT region, n FROM minutes;"), counts::equals);
        }
        long before = APP.bytesOfPeers();
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
            assertThat(pulled(port, "SELECT region, n FROM minutes;")).isEqualTo(counts);
            pulls += 3;
        }
        long bytes = APP.bytesOfPeers() - before;
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
        var third = APP.process(port, directory);
        try {
            await().atMost(LIMIT)
                    .ignoreExceptions()
                    .until(() -> ROUTER.get(port, "/health/ready").statusCode() == 200);
            ROUTER.add(port);
            await().atMost(LIMIT).ignoreExceptions().until(() -> CLUSTER.isCopied("HIGHEST", 4, 3));
            assertThat(pulled(port, "SELECT region FROM highest;")).hasSize(4);
            for (int survivor : survivors) {
                assertThat(pulled(survivor, "SELECT region FROM highest;")).hasSize(4);
            }
            assertThat(ROUTER.get(port, "/metrics").body())
                    .as("what others ask of it goes to its port")
                    .containsPattern(
                            "bottled_water_peer_direct_bytes_total\\{direction=\"heard\"} [1-9]");
            ROUTER.remove(port);

            var load = new Load(ROUTER, survivors);
            try (load) {
                load.awaitWritten(20);
                var group = "_confluent-ksql-default_query_" + CLUSTER.queryOf("HIGHEST");
                var members = APP.members(group);
                third.destroyForcibly().waitFor();
                long killed = System.nanoTime();
                copiesAnswerForIt(survivors.getFirst());
                assertThat(APP.members(group))
                        .as("before Kafka knows that it is gone")
                        .isEqualTo(members);
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
                System.out.printf(
                        "All keys answered %d ms after a kill, with a session of %d ms%n",
                        Duration.ofNanos(System.nanoTime() - killed).toMillis(),
                        SESSION.toMillis());
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

    /** Kafka hasn't noticed that the owner of partitions is gone: only copies have their rows. */
    private static void copiesAnswerForIt(int survivor) throws Exception {
        for (var lag : List.of("100000", "0")) {
            var query =
                    Map.of(
                            "sql",
                            "SELECT region FROM highest;",
                            "properties",
                            Map.of(
                                    "ksql.query.pull.enable.standby.reads",
                                    true,
                                    "ksql.query.pull.max.allowed.offset.lag",
                                    lag));
            long begin = System.nanoTime();
            var answer = ROUTER.post(survivor, "/query-stream", query).body();
            assertThat(answer.lines().skip(1).sorted())
                    .as(answer)
                    .containsExactly("[\"r0\"]", "[\"r1\"]", "[\"r2\"]", "[\"r3\"]");
            System.out.printf(
                    "Copies at most %s records behind answered in %d ms%n",
                    lag, Duration.ofNanos(System.nanoTime() - begin).toMillis());
        }
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
        // copies come to be in further rebalances
        await().atMost(LIMIT).untilAsserted(() -> CLUSTER.allTell(id));
    }

    @Test
    @Order(7)
    void scriptsRunWhereverTheirStatementsArrive(@TempDir Path directory) throws Exception {
        var inner =
                Files.writeString(
                        directory.resolve("inner.sql"),
                        """
                        DEFINE kind = 'odd';
                        CREATE STREAM ${kind} AS SELECT * FROM ${name} WHERE n = 1 OR n = 3 EMIT CHANGES;
                        INSERT INTO ${name} (id, n) VALUES ('d', ${last});
                        """);
        var script =
                Files.writeString(
                        directory.resolve("script.sql"),
                        """
                        DEFINE name = 'steps';
                        DEFINE last = '3';
                        SET 'auto.offset.reset' = 'earliest';
                        CREATE TYPE count AS BIGINT;
                        CREATE STREAM ${name} (id STRING KEY, n COUNT)
                          WITH (KAFKA_TOPIC = '${name}', PARTITIONS = 2, VALUE_FORMAT = 'JSON');
                        INSERT INTO ${name} VALUES ('a', 1);
                        INSERT INTO ${name} VALUES ('b', 2);
                        RUN SCRIPT '%s';
                        CREATE TABLE sums AS SELECT id, SUM(n) AS total FROM odd GROUP BY id EMIT CHANGES;
                        DESCRIBE sums;
                        SELECT id, n FROM odd EMIT CHANGES LIMIT 2;
                        """
                                .formatted(inner));
        try (var port = new RouterPort(ROUTER)) {
            var ran = APP.ksql(port.url(), "-f", script.toString());
            assertThat(ran.status()).as(ran.err() + ran.out()).isZero();
            assertThat(ran.out()).contains("SUMS", "|a ", "|d ");
            assertThat(port.requests()).as("requests by port").hasSize(2);

            await().atMost(LIMIT)
                    .until(
                            () -> pulled("SELECT * FROM sums;"),
                            List.of("[\"a\",1]", "[\"d\",3]")::equals);
            var end =
                    Files.writeString(
                            directory.resolve("end.sql"),
                            """
                            DROP TABLE sums;
                            DROP STREAM odd;
                            DROP STREAM steps;
                            DROP TYPE count;
                            DROP STREAM steps;
                            CREATE STREAM never (a INT) WITH (KAFKA_TOPIC='never', PARTITIONS=1, VALUE_FORMAT='JSON');
                            """);
            var ended = APP.ksql(port.url(), "-f", end.toString());
            assertThat(ended.status()).isEqualTo(1);
            assertThat(ended.err()).contains("end.sql").contains("STEPS");
            assertThat(APP.ksql(port.url(), "-e", "SHOW STREAMS;").out())
                    .contains("ORDERS")
                    .doesNotContain("STEPS", "ODD", "NEVER");
        }
    }
}
