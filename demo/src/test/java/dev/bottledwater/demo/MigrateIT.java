// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.demo.SqlServer.Result;
import dev.bottledwater.wire.KsqlRequest;
import dev.bottledwater.wire.client.KsqlClient;
import dev.bottledwater.wire.row.ResultRow;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/** Migrations on a real server; each test has a log of its own, as a project can name it. */
@Timeout(600)
class MigrateIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static SqlServer server;
    private static KsqlClient client;

    @TempDir private Path project;

    @BeforeAll
    static void start() throws IOException {
        server = SqlServer.start();
        client = server.client();
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    private void file(String name, String text) throws IOException {
        Files.createDirectories(project.resolve("migrations"));
        Files.writeString(project.resolve("migrations").resolve(name), text);
    }

    /** Names the log of the test. */
    private void log(String stream) throws IOException {
        Files.writeString(
                project.resolve("ksql-migrations.properties"),
                "ksql.migrations.stream.name=%s\nksql.migrations.table.name=%s_TABLE\n"
                        .formatted(stream, stream));
    }

    private Result migrate(String command, String... options) {
        List<String> all = new ArrayList<>(List.of("migrate", command));
        all.addAll(List.of("-c", project.resolve("ksql-migrations.properties").toString()));
        all.addAll(List.of(options));
        return server.run(all.toArray(String[]::new));
    }

    private static String sql(String statements) {
        return client.makeKsqlRequest(KsqlRequest.of(statements)).toString();
    }

    private static List<String> rows(String query) {
        List<String> rows = new ArrayList<>();
        try (var result = client.query(KsqlRequest.of(query))) {
            result.forEachRemaining((ResultRow row) -> rows.add(row.values().toString()));
        }
        return rows;
    }

    @Test
    void appliesFromVersionToVersionAndBack() throws Exception {
        log("M1");
        file(
                "V000001__orders.sql",
                """
                DEFINE topic='m1_orders';
                CREATE STREAM M1_ORDERS (ID STRING KEY, N INT) WITH (KAFKA_TOPIC='${topic}', PARTITIONS=1, VALUE_FORMAT='JSON');
                SET 'auto.offset.reset'='earliest';
                INSERT INTO M1_ORDERS VALUES ('a', ${amount});
                """);
        file("V000001__orders.down.sql", "DROP STREAM M1_ORDERS DELETE TOPIC;");
        file(
                "V000002__totals.sql",
                "SET 'auto.offset.reset'='earliest'; CREATE TABLE M1_TOTALS AS SELECT ID, SUM(N) AS S FROM M1_ORDERS GROUP BY ID;");
        file("V000002__totals.down.sql", "DROP TABLE M1_TOTALS;");

        assertThat(migrate("info").out()).contains("Current version: none", "PENDING");
        assertThat(migrate("plan").err()).contains("amount");
        Result plan = migrate("plan", "-d", "amount=5");
        assertThat(plan.out()).contains("create stream M1_ORDERS", "2 migrations would be applied");
        assertThat(plan.status()).isZero();
        assertThat(sql("SHOW STREAMS;")).doesNotContain("M1");

        Result first = migrate("apply", "-d", "amount=5", "--until", "1");
        assertThat(first.err()).isEmpty();
        assertThat(first.out()).endsWith("1 migration applied; the version is 1.\n");
        Result second = migrate("apply", "-d", "amount=5");
        assertThat(second.out()).endsWith("1 migration applied; the version is 2.\n");
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> rows("SELECT * FROM M1_TOTALS;").equals(List.of("[a, 5]")));
        assertThat(migrate("apply", "-d", "amount=5").out())
                .isEqualTo("0 migrations applied; the version is 2.\n");

        file("V000001__orders.sql", "DROP STREAM M1_ORDERS;");
        Result changed = migrate("apply", "-d", "amount=5");
        assertThat(changed.status()).isEqualTo(1);
        assertThat(changed.err()).contains("V000001__orders.sql was changed after it");
        assertThat(migrate("info").out()).contains("MIGRATED", "the file was changed since");

        assertThat(migrate("down").out()).endsWith("1 migration taken back; the version is 1.\n");
        assertThat(sql("SHOW TABLES;")).doesNotContain("M1_TOTALS");
        assertThat(migrate("down", "--to", "0").out())
                .endsWith("1 migration taken back; the version is none.\n");
        assertThat(sql("SHOW STREAMS;")).doesNotContain("M1_ORDERS");
    }

    @Test
    void aFailureIsWrittenDownAndGoneOnWithAfterACorrection() throws Exception {
        log("M2");
        String create =
                "CREATE STREAM M2_%s (ID STRING KEY, N INT) WITH (KAFKA_TOPIC='m2_%s', PARTITIONS=1, VALUE_FORMAT='JSON');\n";
        file(
                "V000001__three.sql",
                create.formatted("A", "a")
                        + "CREATE STREAM M2_B AS SELECT MISSING FROM M2_A;\n"
                        + create.formatted("C", "c"));
        Result failed = migrate("apply");
        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.err())
                .contains(
                        "V000001__three.sql failed in statement 2 of 3, at line 2:",
                        "MISSING",
                        "it goes on with that statement");
        assertThat(migrate("info").out()).contains("ERROR", "Statement 2 at line 2:");

        file(
                "V000001__three.sql",
                create.formatted("A", "a")
                        + "CREATE STREAM M2_B AS SELECT ID, N FROM M2_A;\n"
                        + create.formatted("C", "c"));
        assertThat(migrate("plan").out()).contains("goes on with statement 2");
        Result corrected = migrate("apply");
        assertThat(corrected.err()).isEmpty();
        assertThat(corrected.out()).doesNotContain("M2_A").contains("M2_B", "M2_C");
        assertThat(sql("SHOW STREAMS;")).contains("M2_A", "M2_B", "M2_C");
    }

    @Test
    void ofTwoAtOnceOneAppliesAndTheOtherWaitsOrIsTold() throws Exception {
        log("M3");
        file(
                "V000001__one.sql",
                """
                CREATE STREAM M3_ONE (ID STRING KEY, N INT) WITH (KAFKA_TOPIC='m3_one', PARTITIONS=1, VALUE_FORMAT='JSON');
                INSERT INTO M3_ONE VALUES ('a', 1);
                """);
        List<Result> results = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Result>> runs = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                String[] options = i == 0 ? new String[] {} : new String[] {"--wait", "60"};
                runs.add(CompletableFuture.supplyAsync(() -> migrate("apply", options), threads));
            }
            for (CompletableFuture<Result> run : runs) {
                results.add(run.get());
            }
        }
        assertThat(results.get(1).err()).isEmpty();
        assertThat(results.get(2).err()).isEmpty();
        if (results.getFirst().status() != 0) {
            assertThat(results.getFirst().err()).contains("Another process migrates this server");
        }
        assertThat(results.stream().filter(r -> r.out().contains("1 migration applied")))
                .hasSize(1);
        assertThat(rows("SELECT * FROM M3_ONE;")).containsExactly("[a, 1]");
    }

    @Test
    void aProjectOfKsqlMigrationsGoesOn() throws Exception {
        log("M4");
        file("V000001__old.sql", "CREATE TYPE M4_OLD AS STRUCT<A INT>;");
        file("V000002__new.sql", "CREATE TYPE M4_NEW AS STRUCT<A INT>;");
        sql(
                """
                CREATE STREAM M4 (VERSION_KEY STRING KEY, VERSION STRING, NAME STRING, STATE STRING, CHECKSUM STRING, STARTED_ON STRING, COMPLETED_ON STRING, PREVIOUS STRING, ERROR_REASON STRING)
                  WITH (KAFKA_TOPIC='m4_events', VALUE_FORMAT='JSON', PARTITIONS=1);
                """);
        client.makeKsqlRequest(
                KsqlRequest.of(
                        """
                        CREATE TABLE M4_TABLE AS SELECT VERSION_KEY, LATEST_BY_OFFSET(VERSION) AS VERSION, LATEST_BY_OFFSET(NAME) AS NAME, LATEST_BY_OFFSET(STATE) AS STATE,
                          LATEST_BY_OFFSET(CHECKSUM) AS CHECKSUM, LATEST_BY_OFFSET(STARTED_ON) AS STARTED_ON, LATEST_BY_OFFSET(COMPLETED_ON) AS COMPLETED_ON,
                          LATEST_BY_OFFSET(PREVIOUS) AS PREVIOUS, LATEST_BY_OFFSET(ERROR_REASON) AS ERROR_REASON
                        FROM M4 GROUP BY VERSION_KEY;
                        """,
                        Map.of("auto.offset.reset", "earliest"),
                        Map.of()));
        String checksum = "%s', '1', '2', '<none>', 'N/A');";
        String md5 = md5("CREATE TYPE M4_OLD AS STRUCT<A INT>;");
        sql("INSERT INTO M4 VALUES ('1', '1', 'old', 'MIGRATED', '" + checksum.formatted(md5));
        sql(
                "INSERT INTO M4 VALUES ('CURRENT', '1', 'old', 'MIGRATED', '"
                        + checksum.formatted(md5));
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> rows("SELECT VERSION_KEY FROM M4_TABLE;").size() == 2);
        // As when the topic's retention has passed: only the table knows then.
        try (var admin = Admin.create(server.kafka().adminProperties())) {
            admin.deleteRecords(
                            Map.of(
                                    new TopicPartition("m4_events", 0),
                                    RecordsToDelete.beforeOffset(2)))
                    .all()
                    .get();
        }
        assertThat(rows("SELECT * FROM M4;")).isEmpty();
        assertThat(migrate("info").out()).contains("Current version: 1");
        assertThat(migrate("apply").out()).endsWith("1 migration applied; the version is 2.\n");
        assertThat(sql("SHOW TYPES;")).contains("M4_NEW").doesNotContain("M4_OLD");
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(
                                                rows(
                                                        "SELECT VERSION, STATE, PREVIOUS, ERROR_REASON FROM M4_TABLE WHERE VERSION_KEY='CURRENT';"))
                                        .containsExactly("[2, MIGRATED, 1, N/A]"));
    }

    private static String md5(String text) throws Exception {
        var digest = java.security.MessageDigest.getInstance("MD5");
        return java.util.HexFormat.of()
                .formatHex(digest.digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
}
