// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.cli.Run;
import dev.bottledwater.cli.StubServer;
import dev.bottledwater.wire.entity.CommandStatus;
import dev.bottledwater.wire.entity.FieldInfo;
import dev.bottledwater.wire.entity.KsqlEntity;
import dev.bottledwater.wire.entity.QueryDescription;
import dev.bottledwater.wire.entity.SchemaInfo;
import dev.bottledwater.wire.entity.SourceDescription;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

class CatalogCommandsTest {
    private static final String ORDERS =
            "CREATE STREAM ORDERS (ID STRING KEY, P ADDRESS) WITH (KAFKA_TOPIC='orders', VALUE_FORMAT='JSON');";
    private static final String LARGE = "CREATE STREAM LARGE AS SELECT * FROM ORDERS EMIT CHANGES;";
    private static final String LARGER =
            "CREATE STREAM LARGER AS SELECT * FROM LARGE EMIT CHANGES;";
    private static final String INSERT = "INSERT INTO LARGE SELECT * FROM ORDERS EMIT CHANGES;";

    @TempDir Path directory;
    private final StubServer server = new StubServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private void catalog(
            Map<String, SchemaInfo> types,
            List<SourceDescription> streams,
            List<QueryDescription> queries) {
        server.answers(
                        "SHOW TYPES;",
                        new KsqlEntity.TypeList(
                                "SHOW TYPES;", new LinkedHashMap<>(types), List.of()))
                .answers(
                        "SHOW STREAMS EXTENDED;",
                        new KsqlEntity.SourceDescriptionList("", streams, List.of()))
                .answers(
                        "SHOW TABLES EXTENDED;",
                        new KsqlEntity.SourceDescriptionList("", List.of(), List.of()))
                .answers(
                        "SHOW QUERIES EXTENDED;",
                        new KsqlEntity.QueryDescriptionList("", queries, List.of()));
    }

    private static SchemaInfo type(String name) {
        return new SchemaInfo(name, null, null, null);
    }

    private static SourceDescription stream(String name, String statement) {
        return new SourceDescription(
                name,
                null,
                List.of(),
                List.of(),
                List.of(
                        new FieldInfo("ID", type("STRING"), "KEY", null),
                        new FieldInfo("total", type("BIGINT"), null, null)),
                "STREAM",
                "",
                "",
                "",
                true,
                "KAFKA",
                "JSON",
                name.toLowerCase(java.util.Locale.ROOT),
                1,
                1,
                statement,
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static QueryDescription query(
            String id, String statement, String source, String sink, Map<String, String> set) {
        SequencedMap<String, String> properties = new LinkedHashMap<>(set);
        return new QueryDescription(
                id,
                statement,
                null,
                List.of(),
                List.of(source),
                List.of(sink),
                "",
                "",
                properties,
                new LinkedHashMap<>(),
                "PERSISTENT",
                List.of(),
                List.of(),
                null,
                "RUNNING",
                null);
    }

    private StubServer makes(String statement, String message, String queryId) {
        return server.answers(
                statement,
                new KsqlEntity.CurrentStatus(
                        statement,
                        "c",
                        new CommandStatus("SUCCESS", message, queryId),
                        7,
                        List.of()));
    }

    private Run run(String text, String... options) throws Exception {
        var file = Files.writeString(directory.resolve("input"), text);
        var arguments = new java.util.ArrayList<>(List.of("catalog", "import"));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of(file.toString(), server.url()));
        return Run.of(Map.of(), arguments.toArray(String[]::new));
    }

    @Test
    void exportsEachStatementBehindThoseThatItNeeds() {
        catalog(
                Map.of(
                        "ADDRESS",
                        new SchemaInfo(
                                "STRUCT",
                                List.of(new FieldInfo("a b", type("INTEGER"), null, null)),
                                null,
                                null)),
                List.of(
                        stream("LARGE", LARGE),
                        stream("LARGER", LARGER),
                        stream("ORDERS", ORDERS),
                        stream("OLD", "CREATE STREAM OLD AS SELECT * FROM ORDERS EMIT CHANGES;")),
                List.of(
                        query("CSAS_LARGER_3", LARGER, "LARGE", "LARGER", Map.of()),
                        query(
                                "CSAS_LARGE_9",
                                LARGE,
                                "ORDERS",
                                "LARGE",
                                Map.of("auto.offset.reset", "earliest")),
                        query("INSERTQUERY_1", INSERT, "ORDERS", "LARGE", Map.of())));
        var run = Run.of(Map.of(), "catalog", "export", server.url());
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .isEqualTo(
                        """
                        -- Types: 1, streams and tables: 4, queries: 3.

                        CREATE TYPE ADDRESS AS STRUCT<`a b` INTEGER>;

                        %s

                        -- The query that made it was terminated.
                        CREATE STREAM OLD (ID STRING KEY, `total` BIGINT) WITH (KAFKA_TOPIC='old', KEY_FORMAT='KAFKA', VALUE_FORMAT='JSON');

                        -- Query CSAS_LARGE_9
                        SET 'auto.offset.reset' = 'earliest';
                        %s
                        UNSET 'auto.offset.reset';

                        -- Query INSERTQUERY_1
                        %s

                        -- Query CSAS_LARGER_3
                        %s
                        """
                                .formatted(ORDERS, LARGE, INSERT, LARGER));
    }

    @Test
    void importsWhatIsNotThereYet() throws Exception {
        catalog(Map.of(), List.of(stream("ORDERS", ORDERS)), List.of());
        makes(LARGE, "Created query with ID CSAS_LARGE_1", "CSAS_LARGE_1");
        var script =
                """
                -- first
                %s
                SET 'auto.offset.reset' = 'earliest';
                %s
                CREATE STREAM ORDERS (X INT) WITH (KAFKA_TOPIC='x', VALUE_FORMAT='JSON');
                SELEKT 1;
                INSERT INTO ORDERS (ID) VALUES ('a');
                DROP STREAM NOWHERE;
                """
                        .formatted(ORDERS, LARGE);
        var run = run(script);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .contains("line 2: there already: STREAM ORDERS")
                .contains("line 4: Created query with ID CSAS_LARGE_1")
                .contains("line 8: there already: no STREAM NOWHERE")
                .endsWith("Run: 1, there already: 2, failed: 3\n");
        assertThat(run.err())
                .contains("line 5: ORDERS is there, but another statement made it.")
                .contains("line 6: ")
                .contains("line 7: it makes nothing that a catalog keeps");
        assertThat(server.requests().getLast().streamsProperties())
                .isEqualTo(Map.of("auto.offset.reset", "earliest"));
        assertThat(server.requests()).hasSize(5);
    }

    @Test
    void saysWhatItWouldDo() throws Exception {
        catalog(Map.of("ADDRESS", type("STRING")), List.of(), List.of());
        var run = run("CREATE TYPE address AS STRING;\n" + ORDERS, "--dry-run");
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .isEqualTo(
                        "line 1: there already: type ADDRESS\nline 2: would run: %s\nTo run: 1, there already: 1, failed: 0\n"
                                .formatted(ORDERS));
        assertThat(server.requests()).hasSize(4);
    }

    private static String command(String statement, String more) {
        return "{\"statement\":\"%s\",\"streamsProperties\":{%s},\"originalProperties\":{\"ksql.x\":\"1\"},\"plan\":null}"
                .formatted(statement, more);
    }

    @Test
    void makesWhatLivesAtTheEndOfACommandTopic() throws Exception {
        catalog(Map.of(), List.of(), List.of());
        makes(ORDERS, "Stream created", null);
        makes(LARGE, "Created query with ID CSAS_LARGE_1", "CSAS_LARGE_1");
        makes("TERMINATE CSAS_LARGE_1;", "Query terminated.", null);
        var lines =
                List.of(
                        "\"stream/ORDERS/create\":" + command(ORDERS, ""),
                        "\"stream/`X`/create\"\t"
                                + command("CREATE STREAM X AS SELECT * FROM ORDERS;", ""),
                        command("TERMINATE CSAS_X_1;", ""),
                        "{\"k\":1}:" + command("DROP STREAM X;", ""),
                        "stream/LARGE/create:"
                                + command(LARGE, "\"auto.offset.reset\":\"earliest\""),
                        command("TERMINATE CSAS_LARGE_4;", ""),
                        "not a command",
                        "\"stream/GONE/create\":null");
        var run = run(String.join("\n", lines) + "\n");
        assertThat(run.err()).isEqualTo("line 7 is no command: it is no JSON.\n");
        assertThat(run.out())
                .isEqualTo(
                        """
                        line 1: Stream created
                        line 5: Created query with ID CSAS_LARGE_1 Query terminated.
                        Run: 2, there already: 0, failed: 1
                        """);
        assertThat(run.status()).isEqualTo(1);
        assertThat(server.requests().get(5).streamsProperties())
                .isEqualTo(Map.of("auto.offset.reset", "latest"));
    }

    @Test
    void wantsOneThingToImport() throws Exception {
        assertThat(Run.of(Map.of(), "catalog", "import").status()).isEqualTo(64);
        assertThat(Run.of(Map.of(), "catalog", "import", "no-such-file", server.url()).status())
                .isEqualTo(66);
    }
}
