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
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Properties;

/** The way of an app on a shared plan, where clients may create neither topics nor groups. */
class SharedPlanIT {
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
    void provisionPrintsCommandsThatSufficeWithoutAKey() throws Exception {
        var vars = app.vars("printed");
        for (String[] command : new String[][] {{"provision", "--dry-run"}, {"provision"}}) {
            var before = app.run(vars, command);
            assertThat(before.status()).as(before.err()).isEqualTo(1);
            assertThat(before.out().lines())
                    .hasSize(6)
                    .allMatch(l -> l.startsWith("heroku kafka:"));
        }
        for (String command : app.run(vars, "provision").out().lines().toList()) {
            app.heroku().run(command);
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> app.run(vars, "provision", "--dry-run").status() == 0);
        var after = app.run(vars, "provision");
        assertThat(after.status()).as(after.err()).isZero();
        assertThat(after.out()).isEmpty();
        assertThat(after.err()).endsWith("\nprovision: 0 created, 0 missing, 0 wrong\n");
    }

    @Test
    void provisionCreatesThroughHerokuWithAKey() {
        var run = app.run(app.varsWithKey("made"), "provision");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .hasSize(8)
                .contains("made  topic smoothboulder-1234._bottled-water-made-catalog")
                .contains("made  group smoothboulder-1234.bottled-water-made-connect")
                .endsWith("provision: 6 created, 0 missing, 0 wrong");
    }

    @Test
    void provisionSaysWhyHerokuDidNotHelp() {
        var vars = app.varsWithKey("wrong");
        vars.put("HEROKU_API_KEY", "HRKU-revoked");
        var run = app.run(vars, "provision");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out().lines()).hasSize(6);
        assertThat(run.err())
                .contains("Heroku doesn't accept the key in HEROKU_API_KEY.")
                .endsWith("provision: 0 created, 6 missing, 0 wrong\n")
                .doesNotContain("HRKU-revoked");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pkcs12", "jks", "pem"})
    void kafkasToolsUseTheFilesOfCerts(String format) throws Exception {
        var directory = home.resolve(format);
        String[] certs = {"certs", "--out", directory.toString(), "--format", format};
        var written = app.run(app.vars("certs"), certs);
        assertThat(written.status()).as(written.err()).isZero();
        assertThat(written.out().contains("password: ")).isEqualTo(!format.equals("pem"));
        var again = app.run(app.vars("certs"), certs);
        assertThat(again.status()).isEqualTo(1);
        assertThat(again.err()).contains("is there already");

        var properties = new Properties();
        try (var in = Files.newInputStream(directory.resolve("client.properties"))) {
            properties.load(in);
        }
        try (var admin = Admin.create(properties)) {
            assertThat(admin.listTopics().names().get()).isNotNull();
        }
    }

    @Test
    void filesTellWhatTheirConnectorsAndStatementsNeed() throws Exception {
        var connector = home.resolve("cdc.json");
        Files.writeString(
                connector,
                """
                {"name": "cdc", "config": {
                  "connector.class": "io.debezium.connector.postgresql.PostgresConnector",
                  "topic.prefix": "cdc", "table.include.list": "public.orders",
                  "heartbeat.interval.ms": 10000, "topic.creation.default.partitions": 3}}
                """);
        var statements = home.resolve("totals.sql");
        Files.writeString(
                statements,
                """
                CREATE STREAM orders (id INT KEY, customer INT, amount INT)
                  WITH (KAFKA_TOPIC='files.orders', PARTITIONS=3, FORMAT='JSON');
                CREATE TABLE totals AS SELECT customer, SUM(amount) AS total FROM orders GROUP BY customer;
                """);
        String[] both = {
            "provision", "--dry-run", "--for", connector.toString(), "--for", statements.toString()
        };
        var vars = app.vars("files");
        var before = app.run(vars, both);
        assertThat(before.status()).as(before.err()).isEqualTo(1);
        assertThat(before.out().lines())
                .containsExactly(
                        "heroku kafka:topics:create cdc.public.orders --partitions 3 --retention-time 1d",
                        "heroku kafka:topics:create __debezium-heartbeat.smoothboulder-1234.cdc --partitions 1 --retention-time 1d",
                        "heroku kafka:topics:create files.orders --partitions 3 --retention-time 1d",
                        "heroku kafka:topics:create TOTALS --partitions 3 --compaction",
                        "heroku kafka:topics:create _confluent-ksql-files_query_CTAS_TOTALS_2-Aggregate-GroupBy-repartition --partitions 3 --retention-time 1d",
                        "heroku kafka:topics:create _confluent-ksql-files_query_CTAS_TOTALS_2-Aggregate-Aggregate-Materialize-changelog --partitions 3 --compaction",
                        "heroku kafka:consumer-groups:create _confluent-ksql-files_query_CTAS_TOTALS_2");
        assertThat(before.err()).contains("and 6 topics with 16 partitions missing");

        var doctor = app.run(vars, "doctor", "--for", statements.toString());
        assertThat(doctor.status()).as(doctor.out()).isEqualTo(1);
        assertThat(doctor.out()).contains("FAIL  smoothboulder-1234.TOTALS: ");

        for (String command : before.out().lines().toList()) {
            app.heroku().run(command);
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(app.run(vars, both).status()).isZero());
        assertThat(app.run(vars, "doctor", "--for", statements.toString()).out())
                .contains("ok    topics and groups of 1 file(s)");
    }

    @Test
    void serveCreatesWhatItNeedsAndGoesOnByItself() throws Exception {
        var vars = app.varsWithKey("served");
        vars.put("DATABASE_URL", app.database().databaseUrl());
        var settings = Settings.from(ConfigVars.of(vars), Home.directory());
        app.heroku().failWith(503);
        Server server = new EmbeddedServer().start(settings, EnumSet.allOf(ServePart.class));
        try (var api =
                new ServerApi(
                        URI.create("http://localhost:" + server.port()),
                        "admin",
                        "secret-password")) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(
                            () ->
                                    api.get("/health")
                                            .body()
                                            .contains("provisioning degraded: Heroku's API"));
            app.heroku().failWith(0);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(
                            () -> {
                                var health = api.get("/health/ready");
                                assertThat(health.status()).as(health.body()).isEqualTo(200);
                            });
            captureTheDatabase("http://localhost:" + server.port());
            aggregate(app.varsWithKey("served"), api);
        } finally {
            app.heroku().failWith(0);
            server.stop();
        }
    }

    /** Neither topics nor groups are created by hand, nor does anybody write the prefix. */
    private static void captureTheDatabase(String server) throws Exception {
        try (var connection = app.database().connect();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE orders (id INT PRIMARY KEY, customer INT, amount INT)");
            statement.execute("INSERT INTO orders VALUES (1, 7, 2), (2, 7, 3), (3, 8, 4)");
        }
        var signIn = Map.of("BW_PASSWORD", "secret-password");
        String[] create = {
            "connect",
            "create-postgres",
            "--table",
            "public.orders",
            "--name",
            "shop",
            "--server",
            server
        };
        app.heroku().failWith(503);
        var refused = app.run(signIn, create);
        app.heroku().failWith(0);
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err())
                .as("a connector whose topics are missing isn't taken")
                .contains("Heroku's API at localhost answers 503");
        var created = app.run(signIn, create);
        assertThat(created.status()).as(created.err() + created.out()).isZero();
        assertThat(created.out()).endsWith("public.orders goes to the topic shop.public.orders\n");
        assertThat(app.run(signIn, "connect", "list", "--server", server).out())
                .contains("shop")
                .contains("1 running");
    }

    /** What was foretold is created and what Kafka Streams wants, which may create nothing here. */
    private static void aggregate(Map<String, String> vars, ServerApi api) throws Exception {
        var statements =
                """
                CREATE STREAM changes (id STRUCT<id INT> KEY, after STRUCT<customer INT, amount INT>)
                  WITH (KAFKA_TOPIC='shop.public.orders', FORMAT='JSON');
                CREATE TABLE served WITH (PARTITIONS=1) AS
                  SELECT after->customer AS customer, SUM(after->amount) AS total
                  FROM changes GROUP BY after->customer;
                """;
        var file = home.resolve("served.sql");
        Files.writeString(file, statements);
        var foretold = app.run(vars, "provision", "--dry-run", "--for", file.toString());
        assertThat(foretold.out().lines()).as(foretold.err()).hasSize(4);
        var before = app.topics();

        var earliest = JSON.createObjectNode().put("ksql", statements);
        earliest.putObject("streamsProperties").put("auto.offset.reset", "earliest");
        var answer = api.post("/ksql", earliest.toString());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        var query = JSON.createObjectNode().put("ksql", "SELECT * FROM served;").toString();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () ->
                                assertThat(api.post("/query", query).body())
                                        .contains("[7,5]", "[8,4]"));
        var created = app.topics();
        created.removeAll(before);
        var commands =
                foretold.out()
                        .lines()
                        .filter(line -> line.startsWith("heroku kafka:topics:create "))
                        .map(line -> "smoothboulder-1234." + line.split(" ")[2])
                        .toList();
        assertThat(created).as("what was foretold").containsExactlyInAnyOrderElementsOf(commands);
    }
}
