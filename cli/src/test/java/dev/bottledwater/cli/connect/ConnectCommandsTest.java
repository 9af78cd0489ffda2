// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.cli.Run;
import dev.bottledwater.wire.WireJson;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class ConnectCommandsTest {
    @TempDir Path directory;
    private final StubConnect server = new StubConnect();

    @AfterEach
    void stop() {
        server.close();
    }

    private Run connect(String... arguments) {
        List<String> all = new ArrayList<>(List.of("connect"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--server", server.url()));
        return Run.of(Map.of(), all.toArray(String[]::new));
    }

    private String file(String name, String json) throws Exception {
        return Files.writeString(directory.resolve(name), json).toString();
    }

    private long changes() {
        return server.requests.stream()
                .filter(request -> !request.startsWith("GET") && !request.endsWith("/validate"))
                .count();
    }

    @Test
    void listsInATableOrAsJson() {
        assertThat(connect("list").out()).isEqualTo("There are no connectors.\n");
        server.has("orders", "RUNNING").has("broken", "FAILED");
        assertThat(connect("list").out())
                .containsPattern(
                        "broken +\\| source +\\| tick.TickSource +\\| RUNNING +\\| 1 failed")
                .containsPattern(
                        "orders +\\| source +\\| tick.TickSource +\\| RUNNING +\\| 1 running");
        assertThat(connect("list", "--output", "json").out())
                .startsWith("[{\"name\":\"broken\",\"type\":\"source\"")
                .doesNotContain("at a.B");
    }

    @Test
    void statusTellsFailuresWithTheRemedyAndWithoutTheTrace() {
        server.has("orders", "FAILED").has("fine", "RUNNING").has("still", "PAUSED");
        server.traces.put(
                "orders",
                "org.apache.kafka.connect.errors.ConnectException: Exiting WorkerSinkTask\n\tat a.B(B.java:1)\n"
                        + "Caused by: org.apache.kafka.common.errors.GroupAuthorizationException: Not authorized to access group: connect-orders\n");
        Run status = connect("status");
        assertThat(status.status()).isEqualTo(1);
        assertThat(status.out())
                .contains(
                        "orders: Task 0 failed on web-1-a:1: Not authorized to access group: connect-orders.")
                .contains("Set \"consumer.override.group.id\" to a group")
                .contains("bottled-water connect restart --failed orders")
                .doesNotContain("\tat ");
        assertThat(connect("status", "fine", "still").status()).isZero();
        assertThat(connect("status", "--output", "json", "orders").out())
                .contains("\"problems\":[\"Task 0 failed");
    }

    @Test
    void statusTellsWhatTheServerFoundAndDoes() {
        server.has("orders", "FAILED").has("stuck", "RUNNING").has("fine", "RUNNING");
        server.problems =
                """
                [{"connector":"orders","task":0,"problem":"Task 0 of the connector orders failed on web-1-a:1: refused.",
                  "remedy":"Check the host.","restarts":2,"next_restart":"2026-11-24T12:00:05Z"},
                 {"connector":"stuck","task":0,"problem":"Task 0 of the connector stuck can't write.",
                  "remedy":"","restarts":0,"next_restart":null},
                 {"connector":"fine","task":-1,"problem":"Its disk fills up.","remedy":"Set a limit.",
                  "restarts":0,"next_restart":null,"warning":true}]
                """;
        Run status = connect("status");
        assertThat(status.status()).isEqualTo(1);
        assertThat(status.out())
                .contains("orders: Task 0 of the connector orders failed on web-1-a:1: refused.")
                .contains("orders: Check the host.")
                .contains(
                        "orders: It was restarted by itself 2 times, the next time is at 2026-11-24T12:00:05Z.")
                .contains("stuck: Task 0 of the connector stuck can't write.")
                .doesNotContain("restart --failed")
                .contains("fine: Warning: Its disk fills up. Set a limit.");
        assertThat(connect("status", "stuck").status()).as("though it is RUNNING").isEqualTo(1);
        assertThat(connect("status", "fine").status()).isZero();
        server.problems =
                """
                [{"connector":"","task":-1,"problem":"All are in danger.","remedy":"Mend it.","restarts":0}]
                """;
        Run danger = connect("status");
        assertThat(danger.status()).isEqualTo(1);
        assertThat(danger.out()).endsWith("All are in danger. Mend it.\n");
    }

    @Test
    void guessesTheNameThatWasMeant() {
        server.has("orders", "RUNNING").has("payments", "RUNNING");
        for (String command : List.of("status", "restart", "pause", "offsets", "delete")) {
            Run run = connect(command, "ordres");
            assertThat(run.status()).as(command).isEqualTo(1);
            assertThat(run.err())
                    .as(command)
                    .isEqualTo("There is no connector 'ordres'. Did you mean 'orders'?\n");
        }
        assertThat(changes()).isZero();
    }

    @Test
    void applyCreatesAndChangesAndThenLeavesAlone() throws Exception {
        server.has("old", "RUNNING", "topic", "a", "period", "1");
        String file =
                file(
                        "all.json",
                        """
                        [{"name": "new", "config": {"connector.class": "tick.TickSource", "topic": "n"}},
                         {"name": "old", "connector.class": "tick.TickSource", "topic": "b", "tasks.max": 2}]
                        """);
        Run dry = connect("apply", "-f", file, "--dry-run");
        String expected =
                """
                new: would be created
                old: would be changed
                  - period
                  + tasks.max
                  ~ topic: a → b
                """;
        assertThat(dry.out()).isEqualTo(expected);
        assertThat(changes()).isZero();

        assertThat(connect("apply", "-f", file).out()).isEqualTo(expected.replace("would be ", ""));
        assertThat(server.configs.get("old").path("topic").asText()).isEqualTo("b");
        long after = changes();
        assertThat(connect("apply", "-f", file).out())
                .isEqualTo("new: unchanged\nold: unchanged\n");
        assertThat(changes()).as("nothing to do").isEqualTo(after);
        assertThat(connect("apply", "-f", file, "--output", "json", "--dry-run").out())
                .startsWith("[{")
                .contains("\"action\":\"unchanged\"");
    }

    @Test
    void applyKeepsSecretsOutOfItsWords() throws Exception {
        server.has("s", "RUNNING", "topic", "t", "db.password", server.mask());
        String file =
                file(
                        "s.json",
                        "{\"connector.class\": \"tick.TickSource\", \"topic\": \"postgres://u:hush@h/d\", \"db.password\": \"hush\"}");
        assertThat(connect("apply", "-f", file, "--dry-run").out())
                .contains("~ db.password: a secret, which can't be compared")
                .contains("~ topic: t → ********")
                .doesNotContain("hush");
        server.has("p", "RUNNING", "db.password", "${env:PW}", "db.account", "${env:ACCOUNT}");
        String literal =
                file(
                        "p.json",
                        "{\"connector.class\": \"tick.TickSource\", \"topic\": \"t\", \"db.password\": \"hush\", \"db.account\": \"hush\"}");
        assertThat(connect("apply", "-f", literal, "--dry-run").out())
                .contains("~ db.password: ${env:PW} → ********")
                .contains("~ db.account: ${env:ACCOUNT} → ********")
                .doesNotContain("hush");
        String masked =
                file(
                        "m.json",
                        "{\"name\": \"s\", \"connector.class\": \"tick.TickSource\", \"topic\": \"t\", \"db.password\": \"********\"}");
        assertThat(connect("apply", "-f", masked).out()).isEqualTo("s: unchanged\n");
    }

    @Test
    void applyChangesNothingWhereOneIsWrong() throws Exception {
        String right =
                file("right.json", "{\"connector.class\": \"tick.TickSource\", \"topic\": \"t\"}");
        String wrong = file("wrong.json", "{\"connector.class\": \"tick.TickSource\"}");
        String unknown = file("unknown.json", "{\"connector.class\": \"tick.TickSorce\"}");
        Run run = connect("apply", "-f", right, "-f", wrong, "-f", unknown);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo(
                        """
                        wrong: topic: Missing required configuration
                        unknown: connector.class: No plugin has the class tick.TickSorce. Did you mean 'tick.TickSource'?
                        Nothing was changed.
                        """);
        assertThat(changes()).isZero();
        for (String broken : List.of("{", "7", "{\"topic\": \"t\"}", "{\"connector.class\": []}")) {
            Run unreadable = connect("apply", "-f", file("broken.json", broken));
            assertThat(unreadable.status()).as(broken).isEqualTo(66);
            assertThat(unreadable.err().lines()).as(broken).hasSize(1);
        }
        assertThat(connect("apply", "-f", directory.resolve("none.json").toString()).status())
                .isEqualTo(66);
    }

    @Test
    void applyPrunesOnlyWhenAsked() throws Exception {
        server.has("other", "RUNNING");
        String file =
                file("mine.json", "{\"connector.class\": \"tick.TickSource\", \"topic\": \"t\"}");
        connect("apply", "-f", file);
        assertThat(server.configs).containsKey("other");
        assertThat(connect("apply", "-f", file, "--prune").out())
                .isEqualTo("mine: unchanged\nother: deleted\n");
        assertThat(server.configs).containsOnlyKeys("mine");
    }

    @Test
    void restartLooksOnUntilItRuns() {
        server.has("broken", "FAILED").has("fine", "RUNNING");
        assertThat(connect("restart").status()).isEqualTo(64);
        Run run = connect("restart", "--failed");
        assertThat(run.status()).isZero();
        assertThat(run.out()).isEqualTo("broken: RUNNING, tasks: 1 running\n");
        assertThat(server.requests)
                .contains("POST /connectors/broken/restart?includeTasks=true&onlyFailed=true")
                .noneMatch(request -> request.startsWith("POST /connectors/fine"));
        assertThat(connect("restart", "--failed").out()).isEqualTo("Nothing has failed.\n");
    }

    @Test
    void haltsAndLetsGoOn() {
        server.has("orders", "RUNNING");
        assertThat(connect("pause", "orders").out()).isEqualTo("orders: PAUSED, tasks: 1 paused\n");
        assertThat(connect("stop", "orders").out()).isEqualTo("orders: STOPPED, tasks: none\n");
        assertThat(connect("offsets", "orders", "--reset").out())
                .isEqualTo("orders: The offsets were reset.\n");
        assertThat(connect("resume", "orders").status()).isZero();
        assertThat(connect("offsets", "orders").out()).contains("{\"p\":\"1\"}", "{\"lsn\":7}");
    }

    @Test
    void waitsForALeaderThatChanges() {
        server.has("orders", "RUNNING");
        server.refusals.addAll(List.of(503, 409, 502));
        assertThat(connect("pause", "orders").status()).isZero();
        assertThat(changes()).isEqualTo(4);

        // It was carried out, though the answer was lost.
        server.refusals.addAll(List.of(504, 404));
        assertThat(connect("delete", "orders").status()).isZero();

        server.refusals.addAll(List.of(502));
        Run restart = connect("restart", "orders");
        assertThat(restart.status()).as("it may have been restarted already").isEqualTo(1);
        assertThat(restart.err()).contains("The leader stops.");
        server.refusals.addAll(List.of(400));
        assertThat(connect("stop", "orders").status()).isEqualTo(1);
        assertThat(server.refusals).isEmpty();
    }

    @Test
    void deleteTellsOfTheSlotThatStays() {
        server.has(
                "pg",
                "RUNNING",
                "connector.class",
                "io.debezium.connector.postgresql.PostgresConnector",
                "slot.name",
                "shop");
        assertThat(connect("delete", "pg", "--dry-run").out())
                .startsWith("pg: would be deleted\n")
                .contains("SELECT pg_drop_replication_slot('shop');");
        assertThat(server.configs).isNotEmpty();
        assertThat(connect("delete", "pg", "--drop-slot", "--dry-run").out())
                .isEqualTo("pg: would be deleted\n  the replication slot shop would be dropped\n");
        connect("delete", "pg");
        assertThat(server.configs).isEmpty();
    }

    @Test
    void deleteDropsTheSlotOfAStoppedConnector() {
        server.has(
                "pg",
                "RUNNING",
                "connector.class",
                "io.debezium.connector.postgresql.PostgresConnector");
        assertThat(connect("delete", "pg", "--drop-slot").out())
                .endsWith("pg: deleted\n  the replication slot shop was dropped\n");
        assertThat(server.requests)
                .containsSubsequence(
                        "PUT /connectors/pg/stop",
                        "DELETE /connect/slots/pg",
                        "DELETE /connectors/pg");
    }

    @Test
    void createPostgresHoldsNoPassword() throws Exception {
        Run dry =
                connect(
                        "create-postgres",
                        "--table",
                        "public.orders,shop.items",
                        "--name",
                        "Shop-CDC",
                        "--dry-run");
        assertThat(dry.status()).isZero();
        var config = WireJson.mapper().readTree(dry.out()).path("config");
        assertThat(config.path("database.password").asText()).isEqualTo("${database:password}");
        assertThat(config.path("table.include.list").asText())
                .isEqualTo("public.orders,shop.items");
        assertThat(config.path("slot.name").asText()).isEqualTo("shop_cdc");
        assertThat(config.path("topic.prefix").asText()).isEqualTo("Shop-CDC");
        assertThat(connect("create-postgres", "--table", "orders").err())
                .startsWith("'orders' is no table: write it with its schema");
        server.has("postgres", "RUNNING");
        assertThat(connect("create-postgres", "--table", "public.orders").err())
                .startsWith("There is a connector 'postgres' already.");
        Run missing = connect("create-postgres", "--table", "public.orders", "--name", "x");
        assertThat(missing.status()).isEqualTo(1);
        assertThat(missing.err())
                .contains(
                        "No plugin has the class io.debezium.connector.postgresql.PostgresConnector")
                .contains("Nothing was created.");
    }

    @Test
    void aServerThatIsNotThereIsSaidSo() {
        server.close();
        Run run = connect("list");
        assertThat(run.status()).isEqualTo(69);
        assertThat(run.err()).startsWith("No answer from http://127.0.0.1");
    }
}
