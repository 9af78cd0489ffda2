// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.engine.StatementFailedException;
import dev.bottledwater.engine.function.BuiltInFunctions;
import dev.bottledwater.engine.result.StatementResult.SourceList;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Bad statements and what a ksqlDB 8.3.1 says to them, with the places that it doesn't tell. */
class RefusedStatementsTest {
    @TempDir static Path directory;
    private static EmbeddedKafka kafka;
    private static KafkaSqlEngine engine;

    @BeforeAll
    static void launch() {
        kafka = EmbeddedKafka.launch();
        engine =
                new EngineFixture(kafka, "refused", directory, BuiltInFunctions.registry())
                        .running();
        EngineFixture.execute(
                engine,
                """
                CREATE STREAM ORDERS (CUSTOMER VARCHAR KEY, ID BIGINT, AMOUNT DECIMAL(10,2), ITEM VARCHAR, ADDR STRUCT<CITY VARCHAR, ZIP INT>)
                  WITH (KAFKA_TOPIC='smp_orders', PARTITIONS=2, VALUE_FORMAT='JSON');
                CREATE STREAM BIG AS SELECT CUSTOMER, ID FROM ORDERS WHERE AMOUNT > 11;
                CREATE TABLE TOTALS AS SELECT CUSTOMER, COUNT(*) AS N FROM ORDERS GROUP BY CUSTOMER;
                """);
    }

    @AfterAll
    static void close() {
        engine.close();
        kafka.close();
    }

    /**
     * @param text the statement as the error shows it; empty for a generic error
     * @param position line:column
     */
    record Refusal(String sql, int code, String message, String text, String position) {
        @Override
        public String toString() {
            return sql;
        }
    }

    private static Refusal bad(String sql, String message, String text, String position) {
        return new Refusal(sql, 40001, message, text, position);
    }

    /** Shown as it was written. */
    private static Refusal bad(String sql, String message, String position) {
        return bad(sql, message, sql, position);
    }

    static Stream<Refusal> refusals() {
        return Stream.of(
                bad(
                        "SELEC * FROM ORDERS;",
                        "line 1:1: Syntax Error\nUnknown statement 'SELEC'\nDid you mean 'SELECT'?",
                        "1:1"),
                bad("SHOW STREAMS", "line 1:13: Syntax Error\nmissing ';' at '<EOF>'", "1:13"),
                bad(
                        "CREATE STREAM X (A INT) WITH (VALUE_FORMAT='JSON');",
                        "Failed to prepare statement: Missing required property \"KAFKA_TOPIC\" which has no default value.",
                        "1:25"),
                new Refusal(
                        "CREATE STREAM X (A INT) WITH (KAFKA_TOPIC='nosuch', VALUE_FORMAT='JSON');",
                        40000,
                        "Topic 'nosuch' does not exist. If you want to create a new topic for the stream/table please re-run the statement providing the required 'PARTITIONS' configuration in the WITH clause (and optionally 'REPLICAS'). For example: CREATE STREAM X (A INTEGER) WITH (KAFKA_TOPIC='nosuch', KEY_FORMAT='KAFKA', PARTITIONS=2, VALUE_FORMAT='JSON');",
                        "",
                        "1:31"),
                bad(
                        "CREATE STREAM X (A INT) WITH (KAFKA_TOPIC='smp_orders', VALUE_FORMAT='XML');",
                        "Unknown format: XML",
                        "CREATE STREAM X (A INTEGER) WITH (KAFKA_TOPIC='smp_orders', VALUE_FORMAT='XML');",
                        "1:57"),
                bad(
                        "CREATE STREAM X AS SELECT NOSUCH FROM ORDERS;",
                        "Could not determine output schema for query due to error: Line: 1, Col: 27: SELECT column 'NOSUCH' cannot be resolved.",
                        "CREATE STREAM X AS SELECT NOSUCH\nFROM ORDERS ORDERS;",
                        "1:27"),
                bad(
                        "CREATE STREAM X AS SELECT ID FROM NOSUCH;",
                        "Exception while preparing statement: NOSUCH does not exist.",
                        "1:35"),
                bad(
                        "CREATE STREAM ORDERS (A INT) WITH (KAFKA_TOPIC='smp_orders', VALUE_FORMAT='JSON');",
                        "Cannot add stream 'ORDERS': A stream with the same name already exists",
                        "CREATE STREAM ORDERS (A INTEGER) WITH (KAFKA_TOPIC='smp_orders', VALUE_FORMAT='JSON');",
                        "1:15"),
                bad(
                        "CREATE STREAM X (A INT KEY, A INT) WITH (KAFKA_TOPIC='smp_orders', VALUE_FORMAT='JSON');",
                        "Failed to prepare statement: Duplicate column names: `A`",
                        "1:29"),
                bad(
                        "CREATE STREAM X (A VARCHAR) WITH (KAFKA_TOPIC='smp_orders', VALUE_FORMAT='JSON', FOO='bar');",
                        "Failed to prepare statement: Invalid config variable(s) in the WITH clause: FOO",
                        "1:82"),
                bad(
                        "DROP STREAM ORDERS;",
                        "Cannot drop ORDERS.\nThe following streams and/or tables read from this source: [BIG, TOTALS].\nYou need to drop them before dropping ORDERS.",
                        "1:1"),
                bad("DROP STREAM NOSUCH;", "Stream NOSUCH does not exist.", "1:13"),
                bad(
                        "DROP TABLE ORDERS;",
                        "Incompatible data source type is STREAM, but statement was DROP TABLE",
                        "1:1"),
                bad("TERMINATE NOSUCH;", "Unknown queryId: NOSUCH", "1:11"),
                new Refusal(
                        "SELECT * FROM ORDERS EMIT CHANGES;",
                        40002,
                        "The following statement types should be issued to the websocket endpoint '/query':\n\t* PRINT\n\t* SELECT",
                        "SELECT * FROM ORDERS EMIT CHANGES;",
                        "1:1"),
                bad(
                        "DESCRIBE NOSUCH;",
                        "Could not find STREAM/TABLE 'NOSUCH' in the Metastore",
                        "1:10"),
                bad(
                        "INSERT INTO ORDERS (CUSTOMER, NOSUCH) VALUES ('a', 1);",
                        "Failed to insert values into 'ORDERS'. Column name `NOSUCH` does not exist.",
                        "INSERT INTO `ORDERS` (`CUSTOMER`, `NOSUCH`) VALUES ('[value]', '[value]');",
                        "1:31"),
                bad(
                        "INSERT INTO ORDERS (CUSTOMER, ID) VALUES ('a', 'x');",
                        "Failed to insert values into 'ORDERS'. Expected type BIGINT for field `ID` but got STRING(x)",
                        "INSERT INTO `ORDERS` (`CUSTOMER`, `ID`) VALUES ('[value]', '[value]');",
                        "1:48"),
                bad("SET 'nosuch'='1';", "Unknown property: nosuch", "1:1"),
                new Refusal(
                        "SET 'ksql.service.id'='1';",
                        40000,
                        "One or more properties overrides set locally are prohibited by the KSQL server (use UNSET to reset their default value): [ksql.service.id]",
                        "",
                        "1:1"),
                bad("CREATE CONNECTOR X;", "line 1:8: Syntax Error", "1:8"),
                new Refusal(
                        "ASSERT TOPIC nosuch TIMEOUT 0 SECONDS;",
                        41700,
                        "Topic nosuch does not exist.",
                        "ASSERT TOPIC nosuch TIMEOUT 0 SECONDS;",
                        "1:1"),
                new Refusal(
                        "ASSERT TOPIC smp_orders WITH (PARTITIONS=3) TIMEOUT 0 SECONDS;",
                        41700,
                        "Mismatched configuration for topic smp_orders: For config partitions, expected 3 got 2",
                        "ASSERT TOPIC smp_orders WITH (PARTITIONS=3) TIMEOUT 0 SECONDS;",
                        "1:1"),
                bad(
                        "CREATE STREAM X (A INT) WITH (KAFKA_TOPIC='smp_orders', PARTITIONS=3, VALUE_FORMAT='JSON');",
                        "A Kafka topic with the name 'smp_orders' already exists, with different partition/replica configuration than required. KSQL expects 3 partitions (topic has 2), and 1 replication factor (topic has 1).",
                        "CREATE STREAM X (A INTEGER) WITH (KAFKA_TOPIC='smp_orders', PARTITIONS=3, VALUE_FORMAT='JSON');",
                        "1:31"),
                bad(
                        "CREATE STREAM X (A INT) WITH (KAFKA_TOPIC='refused', VALUE_FORMAT='JSON');",
                        "Topic 'refused' is internal: it can't be read or written with SQL.",
                        "CREATE STREAM X (A INTEGER) WITH (KAFKA_TOPIC='refused', VALUE_FORMAT='JSON');",
                        "1:31"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void isRefused(Refusal refusal) {
        var before = EngineFixture.execute(engine, "SHOW STREAMS;");
        var e =
                catchThrowableOfType(
                        StatementFailedException.class,
                        () -> EngineFixture.execute(engine, refusal.sql()));
        assertThat(e).as("refusal of %s", refusal.sql()).isNotNull();
        assertThat(e.getMessage()).startsWith(refusal.message());
        assertThat(e.code().number()).isEqualTo(refusal.code());
        assertThat(e.statementText()).isEqualTo(refusal.text().isEmpty() ? null : refusal.text());
        var position = e.position();
        assertThat(position).as("position").isNotNull();
        assertThat(position.line() + ":" + position.column()).isEqualTo(refusal.position());
        assertThat(e.completed()).isEmpty();
        assertThat(EngineFixture.execute(engine, "SHOW STREAMS;")).isEqualTo(before);
    }

    @Test
    void nothingRunsWhenALaterStatementIsBad() {
        var e =
                catchThrowableOfType(
                        StatementFailedException.class,
                        () ->
                                EngineFixture.execute(
                                        engine,
                                        """
                                        CREATE STREAM Y (A INT) WITH (KAFKA_TOPIC='y', PARTITIONS=1, VALUE_FORMAT='JSON');
                                        CREATE STREAM Z AS SELECT * FROM Y;
                                        DROP STREAM Y;
                                        """));
        assertThat(e.getMessage()).startsWith("Cannot drop Y.").contains("[Z]");
        assertThat(e.completed()).isEmpty();
        var listed = (SourceList) EngineFixture.execute(engine, "SHOW STREAMS;").getFirst();
        assertThat(listed.sources()).extracting("name").containsExactly("BIG", "ORDERS");
        assertThat(EngineFixture.execute(engine, "ASSERT NOT EXISTS TOPIC y;")).hasSize(1);
    }

    @Test
    void unknownAndDeniedPropertiesOfARequestAreRefused() {
        var unknown =
                catchThrowableOfType(
                        StatementFailedException.class,
                        () -> engine.execute("SHOW STREAMS;", Map.of("nosuch.prop", 1), Map.of()));
        assertThat(unknown.code().number()).isEqualTo(50000);
        assertThat(unknown)
                .hasMessage(
                        "Not recognizable as ksql, streams, consumer, or producer property: 'nosuch.prop'");
        var denied =
                catchThrowableOfType(
                        StatementFailedException.class,
                        () ->
                                engine.execute(
                                        "SHOW STREAMS;", Map.of("ksql.service.id", "1"), Map.of()));
        assertThat(denied.code().number()).isEqualTo(40000);
        assertThat(denied.statementText()).isNull();
        assertThat(denied).hasMessageEndingWith("[ksql.service.id]");
    }

    @Test
    void queriesTakeExactlyOneQuery() {
        for (var refusal :
                List.of(
                        bad(
                                "SELECT 1 FROM ORDERS EMIT CHANGES; SELECT 2 FROM ORDERS EMIT CHANGES;",
                                "Expected exactly one KSQL statement; found 2 instead\nStatement: SELECT 1 FROM ORDERS EMIT CHANGES; SELECT 2 FROM ORDERS EMIT CHANGES;",
                                "1:36"),
                        bad(
                                "SELECT * FROM NOSUCH EMIT CHANGES;",
                                "Exception while preparing statement: NOSUCH does not exist.",
                                "1:15"),
                        bad(
                                "SELECT NOSUCH FROM ORDERS EMIT CHANGES;",
                                "Line: 1, Col: 8: SELECT column 'NOSUCH' cannot be resolved.",
                                "1:8"))) {
            var e =
                    catchThrowableOfType(
                            StatementFailedException.class,
                            () -> engine.query(refusal.sql(), Map.of(), Map.of()));
            assertThat(e).hasMessage(refusal.message());
            assertThat(e.statementText()).isEqualTo(refusal.text());
            assertThat(e.position().line() + ":" + e.position().column())
                    .isEqualTo(refusal.position());
        }
        var e =
                catchThrowableOfType(
                        StatementFailedException.class,
                        () -> engine.query("SHOW STREAMS;", Map.of(), Map.of()));
        assertThat(e.code().number()).isEqualTo(40000);
        assertThat(e).hasMessageContaining("not supported for this resource");
    }
}
