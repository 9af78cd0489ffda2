// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.bottledwater.cli.Commands;
import dev.bottledwater.cli.console.Surroundings;
import dev.bottledwater.cli.serve.EmbeddedServer;
import dev.bottledwater.cli.serve.Server;
import dev.bottledwater.devkit.heroku.HerokuStandIn;
import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.devkit.kafka.EmbeddedKafkaOptions;
import dev.bottledwater.devkit.kafka.HerokuPlan;
import dev.bottledwater.devkit.postgres.EmbeddedDatabase;
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

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
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
    private static EmbeddedKafka kafka;
    private static HerokuStandIn heroku;
    private static EmbeddedDatabase database;

    @BeforeAll
    static void launch() throws Exception {
        kafka = EmbeddedKafka.launch(EmbeddedKafkaOptions.defaults().withPlan(HerokuPlan.SHARED));
        heroku = HerokuStandIn.start(kafka);
        database = EmbeddedDatabase.launch();
    }

    @AfterAll
    static void stop() {
        database.close();
        heroku.close();
        kafka.close();
    }

    private static Set<String> topics() throws Exception {
        try (var admin = Admin.create(kafka.adminProperties())) {
            return new HashSet<>(admin.listTopics().names().get());
        }
    }

    private record Run(int status, String out, String err) {}

    private static Run run(Map<String, String> vars, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var surroundings =
                new Surroundings(
                        ConfigVars.of(vars),
                        new ByteArrayInputStream(new byte[0]),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false,
                        home,
                        home);
        int status = new Commands(surroundings, new EmbeddedServer(), _ -> true).run(arguments);
        return new Run(
                status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static Map<String, String> vars(String cluster) {
        var vars = new HashMap<>(kafka.configVars());
        vars.put("BW_CLUSTER", cluster);
        vars.put("BW_PASSWORD", "secret-password");
        vars.put("BW_SECRET", "a secret of more than 16 letters");
        vars.put("PORT", "0");
        return vars;
    }

    @Test
    void printedCommandsAreEnoughAndNoneIsTooMany() throws Exception {
        var vars = vars("byhand");
        vars.put("DATABASE_URL", database.databaseUrl());
        try (var connection = database.connect();
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
                  "heartbeat.interval.ms": "500", "poll.interval.ms": "50", "tasks.max": "1"}}
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
        var before = topics();
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
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () ->
                                    assertThat(api.get("/health").body())
                                            .as("the server itself says the same")
                                            .contains(withoutPeers(printed)));
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
            var made = topics();
            made.removeAll(before);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
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

    private static boolean topic(String command) {
        return command.startsWith("heroku kafka:topics:create ");
    }

    private static List<String> commands(Map<String, String> vars, String[] provision) {
        var run = run(vars, provision);
        assertThat(run.err()).endsWith(" wrong\n");
        return new ArrayList<>(run.out().lines().toList());
    }

    /** Each part of the server names what it waits for; instances alone need no peers. */
    private static List<String> withoutPeers(List<String> commands) {
        return commands.stream().filter(command -> !command.contains("-peers ")).toList();
    }

    /** Runs them one after the other; those that are left are named each time, and no others. */
    private static List<String> runEach(
            Map<String, String> vars, String[] provision, List<String> commands) throws Exception {
        var left = new ArrayList<>(commands);
        while (!left.isEmpty()) {
            heroku.run(left.removeFirst());
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(commands(vars, provision)).isEqualTo(left));
        }
        return commands;
    }

    private static List<String> empty(Set<String> topics) throws Exception {
        var empty = new ArrayList<String>();
        try (var admin = Admin.create(kafka.adminProperties())) {
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
