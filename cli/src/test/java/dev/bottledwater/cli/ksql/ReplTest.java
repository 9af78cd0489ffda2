// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.ksql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bottledwater.cli.StubServer;
import dev.bottledwater.cli.console.Screen;
import dev.bottledwater.wire.KsqlRequest;
import dev.bottledwater.wire.client.KsqlClient;
import dev.bottledwater.wire.entity.KsqlEntity;
import dev.bottledwater.wire.entity.Restoration;
import dev.bottledwater.wire.entity.RunningQuery;

import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A person at a dumb terminal. */
class ReplTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final StubServer server = new StubServer();
    private final PipedOutputStream keyboard = new PipedOutputStream();
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    @TempDir private Path home;
    private Terminal terminal;
    private Session session;
    private Thread running;

    @BeforeEach
    void start() throws IOException {
        ObservedSession.teach(server, List.of());
        start(server.url());
    }

    private void start(String url) throws IOException {
        PrintStream out = new PrintStream(screen, true, StandardCharsets.UTF_8);
        terminal =
                new DumbTerminal(
                        "test",
                        "dumb",
                        new PipedInputStream(keyboard, 65536),
                        screen,
                        StandardCharsets.UTF_8);
        session =
                new Session(
                        ServerAddress.of(url),
                        address -> new KsqlClient(address.uri(), null),
                        new Screen(out, out, true, false, () -> 60, () -> 24),
                        Session.Display.DEFAULT);
        Repl repl = new Repl(new Shell(session), terminal, home, false);
        running = Thread.ofPlatform().daemon().start(repl::run);
        sees("ksql> ");
    }

    @AfterEach
    void close() throws IOException {
        keyboard.close();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(running.isAlive()).isFalse());
        terminal.close();
        session.close();
        server.close();
    }

    @Test
    void statementsOfSeveralLinesEndWithASemicolon() throws IOException {
        sees("Server v9.9.9 located at " + server.url());
        server.answers("DESCRIBE -- not yet;\nT1 EXTENDED;", ObservedSession.describeT1());
        types("DESCRIBE -- not yet;\n");
        types("T1 EXTENDED;\n");
        sees("Name                 : T1");
        sees("-----------");
        types("exit\n");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(running.isAlive()).isFalse());
        assertThat(server.requests())
                .extracting(KsqlRequest::ksql)
                .contains("DESCRIBE -- not yet;\nT1 EXTENDED;");
    }

    @Test
    void errorsDontEndTheShellAndTheEndOfInputDoes() throws IOException {
        types("SHOW STREMS;\n");
        sees("line 1:6");
        types("output XLM\n");
        sees("Unknown output format 'XLM'.");
        types("server ftp://x\n");
        sees("isn't the URL of a server");
        types("version\n");
        sees("Server version: 9.9.9");
        keyboard.close();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(running.isAlive()).isFalse());
    }

    @Test
    void ctrlCEndsAQueryAndNotTheShell() throws IOException {
        server.begins(
                "SELECT * FROM S1 EMIT CHANGES;",
                """
                [{"header":{"queryId":"q","schema":"`ID` STRING"}},
                {"row":{"columns":["the first"]}},
                """);
        types("SELECT * FROM S1 EMIT CHANGES;\n");
        sees("the first");
        terminal.raise(Terminal.Signal.INT);
        sees("Query terminated");
        types("SHOW STREAMS;\n");
        sees("ENRICHED");
    }

    @Test
    void changesOfATableAreShownAsTheTable() throws IOException {
        server.answers("DESCRIBE T1;", ObservedSession.describeT1());
        server.responds(
                "SELECT N, ID AS WHO FROM T1 EMIT CHANGES LIMIT 4;",
                200,
                """
                [{"header":{"queryId":"q","schema":"`N` BIGINT, `WHO` STRING"}},
                {"row":{"columns":[1,"a"]}},
                {"row":{"columns":[1,"b"]}},
                {"row":{"columns":[2,"a"]}},
                {"row":{"columns":[null,"b"],"tombstone":true}},
                {"finalMessage":"Limit Reached"}]""");
        types("cli LIVE ON\n");
        sees("LIVE set to ON");
        types("SELECT N, ID AS WHO FROM T1 EMIT CHANGES LIMIT 4;\n");
        sees("Query terminated");
        String text = screen.toString(StandardCharsets.UTF_8);
        String last = text.substring(text.lastIndexOf("| WHO | N "));
        assertThat(last)
                .contains("| a   | 2 |")
                .doesNotContain("| b ")
                .contains("1 rows, 4 changes");
    }

    @Test
    void queriesThatRestoreAreToldOf() throws IOException {
        server.answers(
                "SHOW QUERIES;",
                new KsqlEntity.Queries(
                        "SHOW QUERIES;",
                        List.of(
                                query("CTAS_A_1", new Restoration(1500, 500)),
                                query("CTAS_B_2", null)),
                        List.of()));
        types("SHOW QUERIES;\n");
        sees("CTAS_A_1 restores its state: 1,500 records done, at most 500 to do (75 %).");
        types("SHOW STREAMS;\n");
        sees("ENRICHED");
        assertThat(screen.toString(StandardCharsets.UTF_8)).doesNotContain("CTAS_B_2 restores");
    }

    private static RunningQuery query(String id, @Nullable Restoration restoration) {
        return new RunningQuery(
                "X;",
                List.of(),
                List.of(),
                id,
                new LinkedHashMap<>(Map.of("REBALANCING", 1)),
                "PERSISTENT",
                "REBALANCING",
                restoration);
    }

    @Test
    void spoolingCopiesAnswersIntoAFile() throws IOException {
        Path file = home.resolve("spool.txt");
        types("spool '" + file + "'\n");
        sees("Spooling to");
        types("SHOW STREAMS;\n");
        sees("ENRICHED");
        types("spool off\n");
        sees("Spooling ended.");
        assertThat(file).content().contains("Stream Name", "ENRICHED").doesNotContain("ksql> ");
    }

    @Test
    void theHistoryIsKeptAndOnlyForTheUser() throws IOException {
        types("SHOW TABLES;\n");
        sees("CUSTOMERS");
        types("history\n");
        sees("1  SHOW TABLES;");
        types("quit\n");
        Path file = home.resolve(".bottled-water/ksql-history");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(file).content().contains("SHOW TABLES;"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    private void types(String text) throws IOException {
        keyboard.write(text.getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
    }

    private void sees(String text) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(screen.toString(StandardCharsets.UTF_8)).contains(text));
    }
}
