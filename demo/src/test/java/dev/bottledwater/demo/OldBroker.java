// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.bottledwater.cli.serve.EmbeddedServer;
import dev.bottledwater.devkit.net.FreePort;
import dev.bottledwater.devkit.postgres.EmbeddedDatabase;
import dev.bottledwater.platform.ConfigVars;
import dev.bottledwater.platform.Settings;
import dev.bottledwater.platform.preflight.Preflight;
import dev.bottledwater.server.ServePart;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Preflight, a pipeline from Postgres and a stateful query on a broker of another version, whose
 * jars are in a directory. Not part of the build; CONTRIBUTING.md says how it is run.
 */
class OldBroker {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final String SMALL =
            """
            num.partitions=1
            auto.create.topics.enable=false
            offsets.topic.replication.factor=1
            offsets.topic.num.partitions=3
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            group.initial.rebalance.delay.ms=0""";

    @TempDir Path home;

    private final List<Process> processes = new ArrayList<>();

    /** The broker as a process of its own. */
    private void start(List<Path> jars, int port) throws IOException, InterruptedException {
        if (needsZooKeeper(version(jars))) {
            startWithZooKeeper(jars, port);
        } else {
            startInKraftMode(jars, port);
        }
    }

    /** KRaft is for use since 3.3. */
    private static boolean needsZooKeeper(String version) {
        String[] parts = version.split("\\.");
        int major = Integer.parseInt(parts[0]);
        return major < 3 || major == 3 && Integer.parseInt(parts[1]) < 3;
    }

    private void startWithZooKeeper(List<Path> jars, int port) throws IOException {
        int zooKeeper = FreePort.pick();
        Path zoo = home.resolve("zoo.cfg");
        Files.writeString(
                zoo,
                "dataDir=%s%nclientPort=%d%nadmin.enableServer=false%nmaxClientCnxns=0%n"
                        .formatted(home.resolve("zookeeper"), zooKeeper));
        java(jars, "org.apache.zookeeper.server.ZooKeeperServerMain", zoo.toString());
        Path properties = home.resolve("server.properties");
        Files.writeString(
                properties,
                """
                broker.id=1
                zookeeper.connect=127.0.0.1:%d
                listeners=PLAINTEXT://127.0.0.1:%d
                log.dirs=%s
                %s
                """
                        .formatted(zooKeeper, port, home.resolve("logs"), SMALL));
        java(jars, "kafka.Kafka", properties.toString());
    }

    private void startInKraftMode(List<Path> jars, int port)
            throws IOException, InterruptedException {
        int controller = FreePort.pick();
        Path properties = home.resolve("server.properties");
        Files.writeString(
                properties,
                """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%d
                controller.listener.names=CONTROLLER
                listeners=PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                log.dirs=%s
                %s
                """
                        .formatted(controller, port, controller, home.resolve("logs"), SMALL));
        String id = Uuid.randomUuid().toString();
        Process format =
                java(
                        jars,
                        "kafka.tools.StorageTool",
                        "format",
                        "-t",
                        id,
                        "-c",
                        properties.toString());
        assertThat(format.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(format.exitValue())
                .as(Files.readString(home.resolve("kafka.tools.StorageTool.out")))
                .isZero();
        java(jars, "kafka.Kafka", properties.toString());
    }

    /** Old brokers may need an old JVM: {@code -Dbw.broker.java}, else that of the test. */
    private static String jvm() {
        String said = System.getProperty("bw.broker.java", "");
        return said.isEmpty()
                ? Path.of(System.getProperty("java.home"), "bin", "java").toString()
                : said;
    }

    private Process java(List<Path> jars, String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(jvm());
        // ZooKeeper 3.4 looks for classes of Log4j otherwise that its successors lack.
        command.addAll(
                List.of(
                        "-Xmx384m",
                        "-XX:+UseSerialGC",
                        "-Dzookeeper.jmx.log4j.disable=true",
                        "-cp"));
        command.add(
                jars.stream()
                        .map(Path::toString)
                        .collect(Collectors.joining(System.getProperty("path.separator"))));
        command.add(main);
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(home.resolve(main + ".out").toFile())
                        .start();
        processes.add(process);
        return process;
    }

    private static String version(List<Path> jars) {
        return jars.stream()
                .map(jar -> String.valueOf(jar.getFileName()))
                .filter(name -> name.startsWith("kafka_2.1"))
                .map(name -> name.replaceAll("kafka_[0-9.]+-|\\.jar", ""))
                .findFirst()
                .orElse("unknown");
    }

    @Test
    void runsAPipelineAndAStatefulQuery() throws Exception {
        String directory = System.getProperty("bw.broker.libs", "");
        assertThat(directory).as("-Dbw.broker.libs, the directory of its jars").isNotEmpty();
        List<Path> jars;
        try (var files = Files.list(Path.of(directory))) {
            jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
        int port = FreePort.pick();
        try (var database = EmbeddedDatabase.launch()) {
            start(jars, port);
            long begin = System.nanoTime();
            awaitBroker(port);
            var vars =
                    Map.of(
                            "KAFKA_URL", "kafka://127.0.0.1:" + port,
                            "DATABASE_URL", database.databaseUrl(),
                            "BW_CLUSTER", "old",
                            "BW_PASSWORD", "secret-password",
                            "PORT", "0");
            var settings = Settings.from(ConfigVars.of(vars), Home.directory());
            var findings = Preflight.check(settings.kafka(), Duration.ofSeconds(10));
            var server = new EmbeddedServer().start(settings, EnumSet.allOf(ServePart.class));
            try (var api =
                    new ServerApi(
                            URI.create("http://localhost:" + server.port()),
                            "admin",
                            "secret-password")) {
                Awaitility.await()
                        .atMost(PATIENCE)
                        .untilAsserted(
                                () -> {
                                    var health = api.get("/health/ready");
                                    assertThat(health.status()).as(health.body()).isEqualTo(200);
                                });
                run(database, api);
            } finally {
                server.stop();
            }
            System.out.printf(
                    "Kafka %s: preflight %s, pipeline and stateful query done after %.1f s%n",
                    version(jars),
                    findings.isEmpty() ? "finds nothing" : findings.toString(),
                    (System.nanoTime() - begin) / 1e9);
        } finally {
            // The broker before its ZooKeeper.
            for (Process process : processes.reversed()) {
                process.destroy();
                if (!process.waitFor(20, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            }
        }
    }

    private static void awaitBroker(int port) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + port))) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> !admin.describeCluster().nodes().get().isEmpty());
        }
    }

    private static void run(EmbeddedDatabase database, ServerApi api) throws Exception {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE orders (id INT PRIMARY KEY, customer INT, amount INT)");
            statement.execute("INSERT INTO orders VALUES (1, 7, 2), (2, 7, 3)");
            api.create(
                    """
                    {"name": "shop", "config": {
                      "connector.class": "io.debezium.connector.postgresql.PostgresConnector",
                      "database.hostname": "${database:host}", "database.port": "${database:port}",
                      "database.dbname": "${database:database}", "database.user": "${database:user}",
                      "database.password": "${database:password}", "plugin.name": "pgoutput",
                      "topic.prefix": "shop", "table.include.list": "public.orders",
                      "publication.autocreate.mode": "filtered", "poll.interval.ms": "50",
                      "topic.creation.default.partitions": "1",
                      "topic.creation.default.replication.factor": "1"}}
                    """);
            Awaitility.await().atMost(PATIENCE).until(() -> api.isTaskRunning("shop"));
            var statements = JSON.createObjectNode();
            statements.put(
                    "ksql",
                    """
                    CREATE STREAM changes (id STRUCT<id INT> KEY, after STRUCT<customer INT, amount INT>)
                      WITH (KAFKA_TOPIC='shop.public.orders', PARTITIONS=1, FORMAT='JSON');
                    CREATE TABLE totals AS SELECT after->customer AS customer, SUM(after->amount) AS total
                      FROM changes GROUP BY after->customer;
                    """);
            statements.putObject("streamsProperties").put("auto.offset.reset", "earliest");
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(
                            () -> {
                                var answer = api.post("/ksql", statements.toString());
                                assertThat(answer.body()).contains("commandStatus");
                            });
            statement.execute("INSERT INTO orders VALUES (3, 8, 4)");
            var select = JSON.createObjectNode().put("ksql", "SELECT * FROM totals;").toString();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(api.post("/query", select).body())
                                            .contains("[7,5]", "[8,4]"));
        }
    }
}
