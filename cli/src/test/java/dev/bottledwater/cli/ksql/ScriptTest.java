// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.ksql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.cli.Run;
import dev.bottledwater.cli.StubServer;
import dev.bottledwater.wire.ErrorBody;
import dev.bottledwater.wire.KsqlRequest;
import dev.bottledwater.wire.entity.CommandStatus;
import dev.bottledwater.wire.entity.KsqlEntity;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

class ScriptTest {
    private static final String ROWS =
            """
            [{"header":{"queryId":"q","schema":"`ID` STRING, `N` BIGINT"}},
            {"row":{"columns":["a",1]}},
            {"row":{"columns":["b, \\"c\\"",null]}},
            {"row":{"columns":["a",null],"tombstone":true}},
            {"finalMessage":"Limit Reached"}]""";
    private static final String SELECT = "SELECT * FROM T EMIT CHANGES LIMIT 3;";

    private final StubServer server = new StubServer();
    @TempDir private Path directory;

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void statementsStopAtTheFirstThatFails() {
        server.answers("DROP STREAM A;", ObservedSession.done("DROP STREAM A;", "dropped"));
        server.refuses(
                "DROP\n STREAM BB;",
                ErrorBody.statement(
                        40001,
                        "BB does not exist.",
                        "DROP STREAM BB;",
                        List.of(),
                        2,
                        9,
                        "Did you mean 'B'?"));
        Run run = ksql("-e", "DROP STREAM A; -- ; not an end\nDROP\n STREAM BB; DROP STREAM C;");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("DROP STREAM A;", " dropped ");
        assertThat(run.err())
                .isEqualToNormalizingNewlines(
                        """
                        BB does not exist.
                          |
                        2 |  STREAM BB;
                          |         ^^
                        Hint: Did you mean 'B'?
                        """);
        assertThat(server.requests())
                .extracting(KsqlRequest::ksql)
                .doesNotContain("DROP STREAM C;");
    }

    @Test
    void errorsOfFilesSayWhere() throws IOException {
        Path file = Files.writeString(directory.resolve("a.sql"), "-- a\n\nDROP STREAM A;\n");
        server.refuses("DROP STREAM A;", ErrorBody.generic(40001, "A does not exist."));
        assertThat(ksql("-f", file.toString()).err())
                .isEqualToNormalizingNewlines(file + ", statement at line 3:\nA does not exist.\n");
        Files.writeString(file, "\n\nDORP STREAM A;");
        assertThat(ksql("-f", file.toString()).err()).startsWith(file + ":\nline 3:1: ");
    }

    @Test
    void nothingRunsWhenAStatementIsntOfTheLanguage() {
        Run run = ksql("-e", "DROP STREAM A;\nSHOW STREMS;");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("line 2:", "2 | SHOW STREMS;");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aCommandThatEndedInAnErrorFails() {
        server.answers(
                "DROP STREAM A;",
                new KsqlEntity.CurrentStatus(
                        "DROP STREAM A;",
                        "id",
                        new CommandStatus("ERROR", "It is in use.", null),
                        1,
                        List.of()));
        Run run = ksql("-e", "DROP STREAM A;");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("The statement failed: It is in use.");
    }

    @Test
    void laterRequestsWaitForEarlierCommands() {
        server.answers("DROP STREAM A;", ObservedSession.done("DROP STREAM A;", "dropped"));
        server.answers(
                "SHOW STREAMS;", new KsqlEntity.Streams("SHOW STREAMS;", List.of(), List.of()));
        assertThat(ksql("-e", "DROP STREAM A; SHOW STREAMS;").status()).isZero();
        assertThat(server.requests())
                .extracting(KsqlRequest::commandSequenceNumber)
                .containsExactly(null, 7L);
    }

    @Test
    void rowsAsCsv() {
        assertThat(rows("csv")).isEqualTo("ID,N\na,1\n\"b, \"\"c\"\"\",\na,<TOMBSTONE>\n");
    }

    @Test
    void csvTellsEmptyTextsFromNoValuesAndKeepsPartsReadable() {
        server.responds(
                SELECT,
                200,
                """
                [{"header":{"schema":"`A` STRING, `B` ARRAY<STRING>, `C` STRUCT<`X` DECIMAL(3, 2)>"}},
                {"row":{"columns":["",["p","q,\\"r\\""],{"X":1.50}]}},
                {"row":{"columns":[null,null,null]}},
                {"row":{"columns":["two\\nlines",[],{"X":null}]}}]""");
        assertThat(ksql("--output", "csv", "-e", SELECT).out())
                .isEqualTo(
                        "A,B,C\n"
                                + "\"\",\"[\"\"p\"\",\"\"q,\\\"\"r\\\"\"\"\"]\",\"{\"\"X\"\":1.50}\"\n"
                                + ",,\n"
                                + "\"two\nlines\",[],\"{\"\"X\"\":null}\"\n");
    }

    @Test
    void warningsStandBesideCsv() {
        server.answers(
                "SHOW STREAMS;",
                new KsqlEntity.Streams(
                        "SHOW STREAMS;", List.of(), List.of(new KsqlEntity.Warning("Mind that."))));
        Run run = ksql("--output", "csv", "-e", "SHOW STREAMS;");
        assertThat(run.out())
                .isEqualTo("Stream Name,Kafka Topic,Key Format,Value Format,Windowed\n");
        assertThat(run.err()).isEqualTo("WARNING: Mind that.\n");
    }

    @Test
    void rowsAsMarkdown() {
        assertThat(rows("markdown"))
                .isEqualTo(
                        """
                        | ID | N |
                        | --- | --- |
                        | a | 1 |
                        | b, "c" | null |
                        | a | <TOMBSTONE> |
                        """);
    }

    @Test
    void rowsOneValueALine() {
        assertThat(rows("vertical"))
                .isEqualTo(
                        """
                        *** row 1 ***
                        ID : a
                        N  : 1
                        *** row 2 ***
                        ID : b, "c"
                        N  : null
                        *** row 3 ***
                        ID : a
                        N  : <TOMBSTONE>
                        Limit Reached
                        Query terminated
                        """);
    }

    private String rows(String format) {
        server.responds(SELECT, 200, ROWS);
        return ksql("--output", format, "-e", SELECT).out();
    }

    @Test
    void aBoxSharesEightyColumnsWhereThereIsNoTerminal() {
        server.responds(SELECT, 200, ROWS);
        Run run = ksql("-e", SELECT);
        assertThat(run.out().lines().limit(3)).allMatch(line -> line.length() == 79);
        assertThat(run.out())
                .containsPattern("\\|a +\\|<TOMBSTONE> +\\|\nLimit Reached\nQuery terminated\n");
    }

    @Test
    void backslashGPrintsOneValueALine() {
        server.responds(SELECT, 200, ROWS);
        Run run = ksql("-e", SELECT.replace(";", "\\G"));
        assertThat(run.out()).startsWith("*** row 1 ***\nID : a\n");
    }

    @Test
    void aQueryEndsAtTheRowLimitAndAtTheTimeout() {
        server.begins(SELECT, ROWS.substring(0, ROWS.lastIndexOf(",")));
        assertThat(ksql("--query-row-limit", "2", "--output", "vertical", "-e", SELECT).out())
                .contains("row 2")
                .doesNotContain("row 3")
                .endsWith("Row limit reached\nQuery terminated\n");
        assertThat(ksql("--query-timeout", "200", "--output", "vertical", "-e", SELECT).out())
                .contains("row 3")
                .endsWith("Timed out\nQuery terminated\n");
    }

    @Test
    void aQueryThatFailsOnItsWayFails() {
        server.responds(
                SELECT,
                200,
                """
                [{"header":{"queryId":"q","schema":"`ID` STRING"}},
                {"row":{"columns":["a"]}},
                {"errorMessage":{"@type":"generic_error","error_code":50000,"message":"The disk is full."}}]""");
        Run run = ksql("-e", SELECT);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("|a ");
        assertThat(run.err()).isEqualToIgnoringNewLines("The disk is full.");
    }

    @Test
    void variablesComeFromTheCommandLineAndStatements() {
        server.answers(
                "SHOW ${what};", new KsqlEntity.Streams("SHOW STREAMS;", List.of(), List.of()));
        Run run =
                ksql(
                        "-d",
                        "what=STREAMS",
                        "-e",
                        "DEFINE n = '1'; SHOW ${what}; SHOW VARIABLES; UNDEFINE n; SHOW VARIABLES;");
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .containsSubsequence(" n ", "| 1", " what ", "| STREAMS", " what ")
                .containsOnlyOnce("| 1 ");
        assertThat(server.requests().getFirst().sessionVariables())
                .isEqualTo(Map.of("what", "STREAMS", "n", "1"));
        assertThat(ksql("-e", "SHOW ${wat};").err()).contains("Variable 'wat' is not defined");
    }

    @Test
    void propertiesAreCheckedSetAndUnset() {
        Run run = ksql("-e", "SET 'a'='1'; SET 'a'='2'; UNSET 'a'; UNSET 'a';");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .contains("Successfully changed local property 'a' from '1' to '2'.")
                .contains("Successfully unset local property 'a' (value was '2').");
        assertThat(run.err()).contains("never set");
        assertThat(ksql("-e", "SET 'ksql.service.id'='x';").err())
                .contains("doesn't let sessions override the property 'ksql.service.id'");
    }

    @Test
    void aScriptsSettingsDontOutliveIt() throws IOException {
        Path inner =
                Files.writeString(
                        directory.resolve("inner.sql"), "SET 'a'='1'; DEFINE v='2'; SHOW TYPES;");
        server.answers(
                "SHOW TYPES;",
                new KsqlEntity.TypeList("SHOW TYPES;", new java.util.LinkedHashMap<>(), List.of()));
        assertThat(ksql("-e", "RUN SCRIPT '" + inner + "'; SHOW TYPES;").status()).isZero();
        assertThat(server.requests())
                .extracting(request -> request.streamsProperties().size())
                .containsExactly(1, 0);
    }

    @Test
    void filesThatCantBeReadAreNamed() throws IOException {
        Run absent = ksql("-f", directory.resolve("absent.sql").toString());
        assertThat(absent.status()).isEqualTo(66);
        assertThat(absent.err()).startsWith("There is no file ").contains("absent.sql");
        Path binary =
                Files.write(directory.resolve("b.sql"), new byte[] {(byte) 0xC3, (byte) 0x28});
        assertThat(ksql("-f", binary.toString()).err()).contains("isn't UTF-8 text");
    }

    @Test
    void whatIsPipedInIsRun() {
        server.answers(
                "SHOW TYPES;",
                new KsqlEntity.TypeList("SHOW TYPES;", new java.util.LinkedHashMap<>(), List.of()));
        Run run = Run.with("output MARKDOWN;\nSHOW TYPES", Map.of(), "ksql", server.url());
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("| Type Name | Schema |");
    }

    @Test
    void anUnreachableServerIsASentenceAnd69() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Run run = Run.of(Map.of(), "ksql", "127.0.0.1:" + port, "-e", "SHOW STREAMS;");
        assertThat(run.status()).isEqualTo(69);
        assertThat(run.err().strip().lines()).hasSize(1);
        assertThat(run.err()).startsWith("No answer from http://127.0.0.1:" + port);
    }

    @Test
    void theUserComesFromOptionsTheUrlOrBwPassword() {
        server.answers(
                "SHOW TYPES;",
                new KsqlEntity.TypeList("SHOW TYPES;", new java.util.LinkedHashMap<>(), List.of()));
        String url = server.url();
        Map<String, String> vars = Map.of("BW_PASSWORD", "hush");
        Run.of(Map.of(), "ksql", url, "-e", "SHOW TYPES;");
        Run.of(Map.of(), "ksql", url, "-u", "u", "-p", "p", "-e", "SHOW TYPES;");
        Run.of(vars, "ksql", url, "-e", "SHOW TYPES;");
        Run.of(vars, "ksql", url.replace("//", "//u:a%3Ab@"), "-e", "SHOW TYPES;");
        assertThat(server.authorizations())
                .containsExactly("null", basic("u:p"), basic("admin:hush"), basic("u:a:b"));
    }

    @Test
    void aPasswordIsNotSentToAnotherHost() {
        server.answers(
                "SHOW TYPES;",
                new KsqlEntity.TypeList("SHOW TYPES;", new java.util.LinkedHashMap<>(), List.of()));
        String other = server.url().replace("127.0.0.1", "localhost");
        Run run =
                ksql(
                        "-u",
                        "u",
                        "-p",
                        "hush",
                        "-e",
                        """
                        server %s;
                        SHOW TYPES;
                        server %s;
                        SHOW TYPES;
                        server %s;
                        SHOW TYPES;"""
                                .formatted(
                                        server.url() + "/",
                                        other,
                                        other.replace("//", "//someone:else@")));
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(server.authorizations())
                .containsExactly(basic("u:hush"), "null", basic("someone:else"));
        assertThat(run.err())
                .contains("The password for " + server.url() + " isn't sent to " + other)
                .doesNotContain("hush");
    }

    @Test
    void aRefusedPasswordSaysWhatToDo() {
        server.refuses("SHOW TYPES;", ErrorBody.generic(40100, "Unauthorized"));
        assertThat(ksql("-e", "SHOW TYPES;").err())
                .isEqualToNormalizingNewlines(
                        "Unauthorized\nHint: Give --user and --password, or set BW_PASSWORD.\n");
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private Run ksql(String... options) {
        List<String> arguments = new ArrayList<>(List.of("ksql", server.url()));
        arguments.addAll(List.of(options));
        return Run.of(Map.of(), arguments.toArray(String[]::new));
    }
}
