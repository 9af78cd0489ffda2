// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.cli.console.CommandFailedException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class MigrationScriptTest {
    private static MigrationScript script(String text) {
        return MigrationScript.of(Path.of("V000001__x.sql"), text, Map.of("who", "A"));
    }

    private static List<String> described(String text) {
        return script(text).steps().stream()
                .map(step -> Effects.describe(step.statement()))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM A EMIT CHANGES;",
                "SELECT * FROM A;",
                "PRINT topic;",
                "SHOW STREAMS;",
                "LIST TABLES;",
                "DESCRIBE A;",
                "EXPLAIN Q;",
                "DESCRIBE CONNECTOR C;",
                "RUN SCRIPT 'x.sql';",
                "ALTER SYSTEM 'a'='b';"
            })
    void statementsThatMigrateNothingAreRefused(String statement) {
        assertThatThrownBy(() -> script("-- a comment\nDROP STREAM A;\n" + statement))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContainingAll(
                        "V000001__x.sql, statement at line 3", "isn't for migrations");
    }

    @Test
    void definitionsHoldForWhatComesBehindThem() {
        assertThat(
                        described(
                                "DROP STREAM ${who}; DEFINE who='B'; DROP STREAM ${WHO}; SET 'a'='b';"))
                .containsExactly(
                        "drop stream A",
                        "set what holds for the file",
                        "drop stream B",
                        "set what holds for the file");
        assertThatThrownBy(() -> script("UNDEFINE who; DROP STREAM ${who};"))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("who");
    }

    @Test
    void mistakesAreShownInTheirPlace() {
        assertThatThrownBy(() -> script("DROP STREAM A;\nDROPP STREAM B;"))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContainingAll("statement at line 2", "2 | DROPP STREAM B;", "^");
        assertThatThrownBy(() -> script("-- nothing\n"))
                .isInstanceOf(CommandFailedException.class)
                .hasMessage("V000001__x.sql holds no statement.");
    }

    @Test
    void statementsAreDescribed() {
        assertThat(
                        described(
                                """
                                CREATE STREAM S (ID STRING KEY, A INT) WITH (KAFKA_TOPIC='s', VALUE_FORMAT='JSON');
                                CREATE OR REPLACE TABLE T AS SELECT ID, COUNT(*) AS N FROM S GROUP BY ID;
                                INSERT INTO S SELECT * FROM S2;
                                INSERT INTO S VALUES ('a', 1);
                                ALTER STREAM S ADD COLUMN B INT, ADD COLUMN C INT;
                                DROP TABLE T DELETE TOPIC;
                                CREATE TYPE ADDRESS AS STRUCT<A INT>;
                                TERMINATE CTAS_T_1;
                                PAUSE ALL;
                                CREATE SOURCE CONNECTOR C WITH ('connector.class'='x');
                                ASSERT TOPIC foo;
                                """))
                .containsExactly(
                        "create stream S",
                        "create or replace table T and the query that fills it",
                        "create a query that inserts into S",
                        "insert a row into S",
                        "add B, C to stream S",
                        "drop table T and its topic",
                        "create type ADDRESS",
                        "terminate query CTAS_T_1",
                        "pause all queries",
                        "create source connector C",
                        "check topic foo");
    }

    @Test
    void whatIsInTheWayIsKnownByItsName() {
        Effects effects = new Effects(List.of("S"));
        List<String> obstacles =
                script(
                                """
                                CREATE STREAM S (A INT) WITH (KAFKA_TOPIC='s', VALUE_FORMAT='JSON');
                                CREATE STREAM IF NOT EXISTS S (A INT) WITH (KAFKA_TOPIC='s', VALUE_FORMAT='JSON');
                                DROP STREAM S;
                                DROP STREAM S;
                                DROP STREAM IF EXISTS S;
                                CREATE STREAM S (A INT) WITH (KAFKA_TOPIC='s', VALUE_FORMAT='JSON');
                                INSERT INTO S VALUES (1);
                                INSERT INTO X VALUES (1);
                                """)
                        .steps()
                        .stream()
                        .map(step -> effects.next(step.statement()).orElse(""))
                        .toList();
        assertThat(obstacles)
                .containsExactly(
                        "there is a stream or table S already",
                        "",
                        "",
                        "there is no stream or table S",
                        "",
                        "",
                        "",
                        "there is no stream or table X");
    }
}
