// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.bottledwater.cli.serve.EmbeddedServer;
import dev.bottledwater.cli.serve.Server;
import dev.bottledwater.platform.ConfigVars;
import dev.bottledwater.platform.Settings;
import dev.bottledwater.server.ServePart;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An app on a shared plan without a key for Heroku: somebody runs the commands that it prints, and
 * nothing else.
 */
class PrintedCommandsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    @TempDir static Path home;
    private static SharedPlanApp app;

    @BeforeAll
    static void launch() throws Exception {
        app = SharedPlanApp.launch(home);
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void printedCommandsAreEnoughAndNoneIsTooMany() throws Exception {
        var vars = app.vars("byhand");
        vars.put("DATABASE_URL", app.database().databaseUrl());
        try (var connection = app.database().connect();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE items (id INT PRIMARY KEY, customer INT, amount INT)");
            statement.execute("INSERT INTO items VALUES (1, 7, 2), (2, 7, 3), (3, 8, 4)");
        }
        var connector = home.resolve("stock.json");
        Files.writeString(
                connector,
                """
                {"name": "stock", "config": {
                  "connector.class": "io.debezium.connector.postgresql.PostgresConnector",
                  "database.hostname": "${database:host}", "database.port": "${database:port}",
                  "database.dbname": "${database:database}", "database.user": "${database:user}",
                  "database.password": "${database:password}", "plugin.name": "pgoutput",
                  "slot.name": "stock", "publication.name": "stock", "topic.prefix": "stock",
                  "publication.autocreate.mode": "filtered", "table.include.list": "public.items",
                  "poll.interval.ms": "50", "tasks.max": "1",
                  "errors.max.retries": "0", "retriable.restart.connector.wait.ms": "500"}}
                """);
        var statements = home.resolve("stock.sql");
        Files.writeString(
                statements,
                """
                CREATE STREAM changes (id STRUCT<id INT> KEY, after STRUCT<customer INT, amount INT>)
                  WITH (KAFKA_TOPIC='stock.public.items', FORMAT='JSON');
                CREATE TABLE stock WITH (PARTITIONS=1) AS
                  SELECT after->customer AS customer, SUM(after->amount) AS total
                  FROM changes GROUP BY after->customer;
                """);
        String[] server = {"provision", "--dry-run"};
        String[] source = {"provision", "--dry-run", "--for", connector.toString()};
        String[] query = {"provision", "--dry-run", "--for", statements.toString()};
        var before = app.topics();
        Server running =
                new EmbeddedServer()
                        .start(
                                Settings.from(ConfigVars.of(vars), Home.directory()),
                                EnumSet.allOf(ServePart.class));
        try (var api =
                new ServerApi(
                        URI.create("http://localhost:" + running.port()),
                        "admin",
                        "secret-password")) {
            var printed = commands(vars, server);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(
                            () ->
                                    assertThat(api.get("/health").body())
                                            .as("the server itself says the same")
                                            .contains(printed));
            runEach(vars, server, printed);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(90))
                    .untilAsserted(
                            () -> {
                                var health = api.get("/health/ready");
                                assertThat(health.status()).as(health.body()).isEqualTo(200);
                            });
            printed.addAll(runEach(vars, source, commands(vars, source)));
            printed.addAll(runEach(vars, query, commands(vars, query)));
            var created = api.post("/connectors", Files.readString(connector));
            assertThat(created.status()).as(created.body()).isEqualTo(201);
            var earliest = JSON.createObjectNode().put("ksql", Files.readString(statements));
            earliest.putObject("streamsProperties").put("auto.offset.reset", "earliest");
            var answer = api.post("/ksql", earliest.toString());
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            var select = JSON.createObjectNode().put("ksql", "SELECT * FROM stock;").toString();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(
                            () ->
                                    assertThat(api.post("/query", select).body())
                                            .contains("[7,5]", "[8,4]"));
            anOutageOfTheDatabasePasses(api);
            var made = app.topics();
            made.removeAll(before);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(
                            () ->
                                    assertThat(empty(made))
                                            .as("topics that nothing was written to")
                                            .isEmpty());
            assertThat(made)
                    .hasSize((int) printed.stream().filter(PrintedCommandsIT::topic).count());
        } finally {
            running.stop();
        }
    }

    /**
     * The database is stopped for some seconds. Debezium would try for ever to connect again, with
     * its task RUNNING; told to try no more than 0 times it lets the task fail, which goes on only
     * because it is restarted. That is so early here that the database is still away: then Debezium
     * waits for it whatever it was told.
     */
    private static void anOutageOfTheDatabasePasses(ServerApi api) throws Exception {
        insert(4, 5);
        app.database().stop();
        awaitProblems(
                api,
                "Task 0 of the connector stock failed on ",
                "The database ended the connection",
                "\"restarts\":0,\"next_restart\":\"");
        awaitProblems(api, "\"restarts\":1");
        app.database().start();
        insert(6);
        var select = JSON.createObjectNode().put("ksql", "SELECT id->id FROM changes;").toString();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () ->
                                assertThat(api.post("/query", select).body())
                                        .contains("[1]", "[2]", "[3]", "[4]", "[5]", "[6]"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(api.get("/connect/problems").body()).isEqualTo("[]"));
    }

    private static void awaitProblems(ServerApi api, String... texts) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(api.get("/connect/problems").body()).contains(texts));
    }

    private static void insert(int... ids) throws Exception {
        try (var connection = app.database().connect();
                var statement = connection.createStatement()) {
            for (int id : ids) {
                statement.execute("INSERT INTO items VALUES (%d, 9, 1)".formatted(id));
            }
        }
    }

    private static boolean topic(String command) {
        return command.startsWith("heroku kafka:topics:create ");
    }

    private static List<String> commands(Map<String, String> vars, String[] provision) {
        var run = app.run(vars, provision);
        assertThat(run.err()).endsWith(" wrong\n");
        return new ArrayList<>(run.out().lines().toList());
    }

    /** Runs them one after the other; those that are left are named each time, and no others. */
    private static List<String> runEach(
            Map<String, String> vars, String[] provision, List<String> commands) throws Exception {
        var left = new ArrayList<>(commands);
        while (!left.isEmpty()) {
            app.heroku().run(left.removeFirst());
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(commands(vars, provision)).isEqualTo(left));
        }
        return commands;
    }

    private static List<String> empty(Set<String> topics) throws Exception {
        var empty = new ArrayList<String>();
        try (var admin = Admin.create(app.kafka().adminProperties())) {
            for (var topic : admin.describeTopics(topics).allTopicNames().get().values()) {
                var latest = new HashMap<TopicPartition, OffsetSpec>();
                topic.partitions()
                        .forEach(
                                p ->
                                        latest.put(
                                                new TopicPartition(topic.name(), p.partition()),
                                                OffsetSpec.latest()));
                if (admin.listOffsets(latest).all().get().values().stream()
                        .allMatch(end -> end.offset() == 0)) {
                    empty.add(topic.name());
                }
            }
        }
        return empty;
    }
}
