// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.sql.ast.AssertStatement;
import dev.bottledwater.sql.ast.ConnectorStatement;
import dev.bottledwater.sql.ast.DataStatement;
import dev.bottledwater.sql.ast.InspectionStatement;
import dev.bottledwater.sql.ast.QueryControl;
import dev.bottledwater.sql.ast.SessionStatement;
import dev.bottledwater.sql.ast.SourceStatement;
import dev.bottledwater.sql.ast.Statement;
import dev.bottledwater.sql.ast.TypeStatement;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.format.SqlFormatter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

class StatementKindsTest {
    static Stream<Arguments> statements() {
        return Stream.of(
                kind(
                        SourceStatement.CreateSource.class,
                        "create or replace source table if not exists t (id int primary key, v varchar(20), h array<struct<key string, value bytes>> headers, x bytes header('h')) with (value_format='json', kafka_topic='t', partitions=2, wrap_single_value=false);",
                        "CREATE OR REPLACE SOURCE TABLE IF NOT EXISTS T (ID INTEGER PRIMARY KEY, V STRING, H ARRAY<STRUCT<KEY STRING, VALUE BYTES>> HEADERS, X BYTES HEADER('h')) WITH (KAFKA_TOPIC='t', PARTITIONS=2, VALUE_FORMAT='json', WRAP_SINGLE_VALUE=false);"),
                kind(SourceStatement.CreateSource.class, "CREATE STREAM s;", "CREATE STREAM S;"),
                kind(
                        SourceStatement.CreateAsSelect.class,
                        "CREATE OR REPLACE TABLE IF NOT EXISTS t WITH (partitions=1) AS SELECT a, COUNT(*) c FROM s WINDOW HOPPING (SIZE 1 HOUR, ADVANCE BY 5 minutes, RETENTION 2 DAYS, GRACE PERIOD 1 SECOND) WHERE a > 1 GROUP BY a, b HAVING COUNT(*) > 1 EMIT FINAL;",
                        "CREATE OR REPLACE TABLE IF NOT EXISTS T WITH (PARTITIONS=1) AS SELECT\n  A,\n  COUNT(*) C\nFROM S S\nWINDOW HOPPING ( SIZE 1 HOURS , ADVANCE BY 5 MINUTES , RETENTION 2 DAYS , GRACE PERIOD 1 SECONDS ) \nWHERE (A > 1)\nGROUP BY A, B\nHAVING (COUNT(*) > 1)\nEMIT FINAL;"),
                kind(
                        SourceStatement.CreateAsSelect.class,
                        "CREATE STREAM j AS SELECT a.*, b.x->y z, b.st->* FROM a LEFT JOIN b AS c WITHIN (1 HOUR, 2 HOURS) GRACE PERIOD 5 MINUTES ON a.x = c.x FULL OUTER JOIN d ON a.x = d.x JOIN e WITHIN 1 DAY ON true PARTITION BY a.x, a.y EMIT CHANGES;",
                        "CREATE STREAM J AS SELECT\n  A.*,\n  B.X->Y Z,\n  B.ST->*\nFROM A A\nLEFT OUTER JOIN B C WITHIN (1 HOURS, 2 HOURS) GRACE PERIOD 5 MINUTES ON ((A.X = C.X))\nFULL OUTER JOIN D D ON ((A.X = D.X))\nINNER JOIN E E WITHIN 1 DAYS ON (true)\nPARTITION BY A.X, A.Y\nEMIT CHANGES;"),
                kind(
                        DataStatement.Select.class,
                        "SELECT * FROM s RIGHT JOIN t ON s.a = t.a WINDOW SESSION (10 SECONDS) EMIT CHANGES LIMIT 3;",
                        "SELECT *\nFROM S S\nRIGHT OUTER JOIN T T ON ((S.A = T.A))\nWINDOW SESSION ( 10 SECONDS ) \nEMIT CHANGES\nLIMIT 3;"),
                kind(
                        DataStatement.Select.class,
                        "SELECT * FROM t GROUP BY ();",
                        "SELECT *\nFROM T T\nGROUP BY ();"),
                kind(
                        SourceStatement.DropSource.class,
                        "drop stream if exists s delete topic;",
                        "DROP STREAM IF EXISTS S DELETE TOPIC;"),
                kind(
                        SourceStatement.AlterSource.class,
                        "ALTER TABLE t ADD a INT ADD COLUMN b STRING;",
                        "ALTER TABLE T ADD COLUMN A INTEGER, ADD COLUMN B STRING;"),
                kind(
                        DataStatement.InsertValues.class,
                        "INSERT INTO s (a, `b`) VALUES (1, STRUCT(x := 'y'));",
                        "INSERT INTO S (A, `b`) VALUES (1, STRUCT(X:='y'));"),
                kind(
                        DataStatement.InsertSelect.class,
                        "INSERT INTO s WITH (query_id='q') SELECT * FROM t;",
                        "INSERT INTO S WITH (QUERY_ID='q') SELECT *\nFROM T T;"),
                kind(
                        DataStatement.PrintTopic.class,
                        "PRINT my_Topic FROM BEGINNING INTERVAL 5 LIMIT 2;",
                        "PRINT my_Topic FROM BEGINNING INTERVAL 5 LIMIT 2;"),
                kind(
                        DataStatement.PrintTopic.class,
                        "PRINT 'a-b' SAMPLE 2;",
                        "PRINT `a-b` INTERVAL 2;"),
                kind(
                        TypeStatement.CreateType.class,
                        "CREATE TYPE IF NOT EXISTS a AS STRUCT<>;",
                        "CREATE TYPE IF NOT EXISTS A AS STRUCT<>;"),
                kind(
                        TypeStatement.DropType.class,
                        "DROP TYPE IF EXISTS a;",
                        "DROP TYPE IF EXISTS A;"),
                kind(
                        ConnectorStatement.CreateConnector.class,
                        "CREATE SOURCE CONNECTOR IF NOT EXISTS \"my-c\" WITH (\"tasks.max\"=1, 'connector.class'='x');",
                        "CREATE SOURCE CONNECTOR IF NOT EXISTS `my-c` WITH ('connector.class'='x', 'tasks.max'=1);"),
                kind(
                        ConnectorStatement.DropConnector.class,
                        "DROP CONNECTOR IF EXISTS c;",
                        "DROP CONNECTOR IF EXISTS C;"),
                kind(
                        ConnectorStatement.DescribeConnector.class,
                        "DESCRIBE CONNECTOR `c`;",
                        "DESCRIBE CONNECTOR `c`;"),
                kind(
                        InspectionStatement.DescribeSource.class,
                        "DESCRIBE s EXTENDED;",
                        "DESCRIBE S EXTENDED;"),
                kind(
                        InspectionStatement.DescribeSource.class,
                        "DESCRIBE `STREAMS`;",
                        "DESCRIBE `STREAMS`;"),
                kind(
                        InspectionStatement.DescribeSources.class,
                        "DESCRIBE TABLES EXTENDED;",
                        "DESCRIBE TABLES EXTENDED;"),
                kind(
                        InspectionStatement.DescribeFunction.class,
                        "DESCRIBE FUNCTION ucase;",
                        "DESCRIBE FUNCTION UCASE;"),
                kind(
                        InspectionStatement.ExplainQuery.class,
                        "EXPLAIN csas_s_1;",
                        "EXPLAIN CSAS_S_1;"),
                kind(
                        InspectionStatement.ExplainStatement.class,
                        "EXPLAIN SELECT * FROM s EMIT CHANGES;",
                        "EXPLAIN SELECT *\nFROM S S\nEMIT CHANGES;"),
                kind(
                        InspectionStatement.ShowSources.class,
                        "LIST TABLES EXTENDED;",
                        "SHOW TABLES EXTENDED;"),
                kind(
                        InspectionStatement.ShowTopics.class,
                        "SHOW ALL TOPICS EXTENDED;",
                        "SHOW ALL TOPICS EXTENDED;"),
                kind(
                        InspectionStatement.ShowQueries.class,
                        "SHOW QUERIES EXTENDED;",
                        "SHOW QUERIES EXTENDED;"),
                kind(
                        InspectionStatement.ShowProperties.class,
                        "SHOW PROPERTIES;",
                        "SHOW PROPERTIES;"),
                kind(InspectionStatement.ShowFunctions.class, "LIST FUNCTIONS;", "SHOW FUNCTIONS;"),
                kind(InspectionStatement.ShowTypes.class, "SHOW TYPES;", "SHOW TYPES;"),
                kind(InspectionStatement.ShowVariables.class, "SHOW VARIABLES;", "SHOW VARIABLES;"),
                kind(
                        InspectionStatement.ShowConnectors.class,
                        "SHOW SINK CONNECTORS;",
                        "SHOW SINK CONNECTORS;"),
                kind(
                        InspectionStatement.ShowConnectorPlugins.class,
                        "SHOW CONNECTOR PLUGINS;",
                        "SHOW CONNECTOR PLUGINS;"),
                kind(SessionStatement.SetProperty.class, "SET 'a'='it''s';", "SET 'a'='it''s';"),
                kind(SessionStatement.UnsetProperty.class, "UNSET 'a';", "UNSET 'a';"),
                kind(
                        SessionStatement.AlterSystem.class,
                        "ALTER SYSTEM 'a'='b';",
                        "ALTER SYSTEM 'a'='b';"),
                kind(SessionStatement.Define.class, "DEFINE x='y';", "DEFINE X='y';"),
                kind(SessionStatement.Undefine.class, "UNDEFINE x;", "UNDEFINE X;"),
                kind(
                        SessionStatement.RunScript.class,
                        "RUN SCRIPT '/a/b.sql';",
                        "RUN SCRIPT '/a/b.sql';"),
                kind(QueryControl.Terminate.class, "TERMINATE ALL;", "TERMINATE ALL;"),
                kind(QueryControl.Pause.class, "PAUSE q_1;", "PAUSE Q_1;"),
                kind(QueryControl.Resume.class, "RESUME `q-1`;", "RESUME `q-1`;"),
                kind(
                        AssertStatement.AssertTopic.class,
                        "ASSERT NOT EXISTS TOPIC my_t WITH (partitions=1) TIMEOUT 5 SECONDS;",
                        "ASSERT NOT EXISTS TOPIC my_t WITH (PARTITIONS=1) TIMEOUT 5 SECONDS;"),
                kind(
                        AssertStatement.AssertSchema.class,
                        "ASSERT SCHEMA SUBJECT 's-value' ID 3;",
                        "ASSERT SCHEMA SUBJECT `s-value` ID 3;"),
                kind(
                        AssertStatement.AssertValues.class,
                        "ASSERT VALUES s (a) VALUES (1);",
                        "ASSERT VALUES S (A) VALUES (1);"),
                kind(
                        AssertStatement.AssertTombstone.class,
                        "ASSERT NULL VALUES s (a) KEY (1);",
                        "ASSERT NULL VALUES S (A) KEY (1);"),
                kind(
                        AssertStatement.AssertSource.class,
                        "ASSERT STREAM s (a INT KEY) WITH (kafka_topic='s');",
                        "ASSERT STREAM S (A INTEGER KEY) WITH (KAFKA_TOPIC='s');"));
    }

    private static Arguments kind(Class<? extends Statement> kind, String text, String canonical) {
        return Arguments.of(kind, text, canonical);
    }

    @ParameterizedTest
    @MethodSource("statements")
    void everyKindParsesAndHasACanonicalText(Class<?> kind, String text, String canonical) {
        Statement statement = parse(text);
        assertThat(statement).isInstanceOf(kind);
        assertThat(SqlFormatter.format(statement)).isEqualTo(canonical);
        assertThat(SqlFormatter.format(parse(canonical))).isEqualTo(canonical);
    }

    @Test
    void noKindIsLeftOut() {
        Set<Class<?>> tested = new HashSet<>();
        statements().forEach(arguments -> tested.add((Class<?>) arguments.get()[0]));
        assertThat(tested).containsExactlyInAnyOrderElementsOf(records(Statement.class));
    }

    @Test
    void statementsOfSqlTestsAreNoneOfOtherScripts() {
        assertThatThrownBy(() -> SqlParser.parseSingle("ASSERT VALUES s (a) VALUES (1);"))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("Syntax error at or near 'VALUES' at line 1:8");
    }

    @Test
    void secretsOfConnectorsStayOutOfToString() {
        assertThat(parse("CREATE SINK CONNECTOR c WITH ('password'='hunter2');").toString())
                .doesNotContain("hunter2");
    }

    private static Statement parse(String text) {
        return SqlParser.parseTestScript(text).getFirst().statement();
    }

    private static Set<Class<?>> records(Class<?> root) {
        Set<Class<?>> result = new HashSet<>();
        Deque<Class<?>> open = new ArrayDeque<>(Set.of(root));
        while (!open.isEmpty()) {
            Class<?> next = open.pop();
            if (next.isRecord()) {
                result.add(next);
            } else {
                open.addAll(Set.of(next.getPermittedSubclasses()));
            }
        }
        return result;
    }
}
