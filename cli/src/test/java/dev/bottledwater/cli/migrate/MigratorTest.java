// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.cli.StubServer;
import dev.bottledwater.cli.console.CommandFailedException;
import dev.bottledwater.cli.migrate.log.Direction;
import dev.bottledwater.cli.migrate.log.Event;
import dev.bottledwater.cli.migrate.log.History;
import dev.bottledwater.cli.migrate.log.LockState;
import dev.bottledwater.cli.migrate.log.MemoryLog;
import dev.bottledwater.cli.migrate.log.MigrationLock;
import dev.bottledwater.wire.ErrorBody;
import dev.bottledwater.wire.KsqlRequest;
import dev.bottledwater.wire.client.KsqlClient;
import dev.bottledwater.wire.entity.CommandStatus;
import dev.bottledwater.wire.entity.KsqlEntity;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Migrations against a server that gives set answers. */
class MigratorTest {
    private static final String FIRST = "DROP STREAM ${name};";
    private static final String SECOND = "DROP STREAM B;";

    @TempDir Path directory;
    private int stopAfter = Integer.MAX_VALUE;
    private final StubServer server = new StubServer();
    private final MemoryLog log = new MemoryLog();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeEach
    void file() throws IOException {
        Files.writeString(
                directory.resolve("V000001__two.sql"),
                "SET 'a'='b';\n" + FIRST + "\nUNSET 'a';\n" + SECOND + "\n");
        Files.writeString(directory.resolve("V000001__two.down.sql"), "DROP TYPE X;");
        done(FIRST);
        done(SECOND);
        done("DROP TYPE X;");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void done(String statement) {
        status(statement, "SUCCESS");
    }

    private void status(String statement, String status) {
        server.answers(
                statement,
                new KsqlEntity.CurrentStatus(
                        statement,
                        "id",
                        new CommandStatus(status, "It is " + status, null),
                        1,
                        List.of()));
    }

    private void run(Direction direction, Integer resume) {
        Plan.Wish wish = new Plan.Wish(null, resume, Map.of("name", "A"));
        MigrationDirectory files = MigrationDirectory.read(directory);
        History history = History.of(log.read());
        Plan plan =
                direction == Direction.UP
                        ? Plan.up(files, history, wish)
                        : Plan.down(files, history, wish);
        try (KsqlClient client = new KsqlClient(URI.create(server.url()), null);
                MigrationLock lock =
                        MigrationLock.acquire(log, "here", Duration.ofMinutes(1), Duration.ZERO)) {
            new Migrator(
                            client.admin(),
                            log,
                            lock,
                            new PrintStream(out, true, StandardCharsets.UTF_8),
                            Clock.fixed(Instant.ofEpochMilli(7), ZoneOffset.UTC),
                            () -> server.requests().size() >= stopAfter)
                    .run(plan, wish.variables());
        }
    }

    private List<String> sent() {
        return server.requests().stream().map(KsqlRequest::ksql).toList();
    }

    /** Keys and states, without the lock. */
    private List<String> told() {
        return log.read().stream()
                .filter(event -> !event.key().equals(Event.LOCK))
                .map(event -> event.key() + " " + event.state())
                .toList();
    }

    @Test
    void eachStatementIsToldBeforeItIsSent() {
        run(Direction.UP, null);
        assertThat(told())
                .containsExactly(
                        "1 RUNNING",
                        "PROGRESS DOING",
                        "PROGRESS DOING",
                        "1 MIGRATED",
                        "CURRENT MIGRATED");
        Event end = log.read().get(4);
        assertThat(end.values())
                .containsExactly(
                        "1", "1", "two", "MIGRATED", end.checksum(), "7", "7", "<none>", "N/A");
        assertThat(server.requests())
                .extracting(KsqlRequest::ksql, KsqlRequest::streamsProperties)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(FIRST, Map.of("a", "b")),
                        org.assertj.core.groups.Tuple.tuple(SECOND, Map.of()));
        assertThat(server.requests().getFirst().sessionVariables()).containsEntry("name", "A");
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                        V000001__two.sql
                           2  line 2    drop stream A
                           4  line 4    drop stream B
                        """);
    }

    @Test
    void whatIsRefusedIsntCarriedOutAndIsGoneOnWith() {
        server.refuses(SECOND, ErrorBody.generic(40001, "It is in use."));
        assertThatThrownBy(() -> run(Direction.UP, null))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContainingAll(
                        "V000001__two.sql failed in statement 4 of 4, at line 4:\nIt is in use.",
                        "it goes on with that statement; or take all back with 'migrate down'");
        assertThat(told()).endsWith("PROGRESS DOING", "PROGRESS FAILED", "1 ERROR");
        done(SECOND);
        run(Direction.UP, null);
        assertThat(sent()).containsExactly(FIRST, SECOND, SECOND);
        assertThat(told()).endsWith("1 MIGRATED", "CURRENT MIGRATED");
    }

    @Test
    void aCommandThatFailsIsAFailure() {
        status(FIRST, "ERROR");
        assertThatThrownBy(() -> run(Direction.UP, null))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContainingAll("It is ERROR", "Nothing was carried out.");
    }

    @Test
    void whereNobodyKnowsThePersonDecides() {
        server.responds(SECOND, 503, "The router has given up.");
        assertThatThrownBy(() -> run(Direction.UP, null))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContainingAll(
                        "Whether it was carried out isn't known", "--resume 4", "--resume 5");
        assertThat(told()).endsWith("PROGRESS DOING", "1 ERROR").doesNotContain("PROGRESS FAILED");
        assertThatThrownBy(() -> run(Direction.UP, null)).hasMessageContaining("--resume N");
        run(Direction.UP, 5);
        assertThat(sent()).containsExactly(FIRST, SECOND);
        assertThat(told()).endsWith("1 MIGRATED", "CURRENT MIGRATED");
    }

    @Test
    void whatIsStoppedGoesOnLater() {
        stopAfter = 1;
        assertThatThrownBy(() -> run(Direction.UP, null))
                .isInstanceOf(CommandFailedException.class)
                .hasMessage(
                        "Stopped before statement 4 of V000001__two.sql; 'migrate apply' goes on with it.");
        assertThat(LockState.of(log.read()).owner()).isNull();
        stopAfter = Integer.MAX_VALUE;
        run(Direction.UP, null);
        assertThat(sent()).containsExactly(FIRST, SECOND);
    }

    @Test
    void downLeavesTheVersionPending() {
        run(Direction.UP, null);
        run(Direction.DOWN, null);
        assertThat(told()).endsWith("1 RUNNING", "PROGRESS DOING", "1 PENDING", "CURRENT MIGRATED");
        History history = History.of(log.read());
        assertThat(history.current()).isZero();
        run(Direction.UP, null);
        assertThat(sent()).containsExactly(FIRST, SECOND, "DROP TYPE X;", FIRST, SECOND);
    }
}
