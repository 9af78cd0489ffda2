// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.sql.ast.SourceStatement;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.parse.SqlParser;
import dev.bottledwater.sql.plan.PlanPrinter;
import dev.bottledwater.sql.statement.AnalyzedStatement;
import dev.bottledwater.sql.statement.SchemaFacts;
import dev.bottledwater.sql.statement.StatementAnalyzer;
import dev.bottledwater.sql.statement.StatementOptions;
import dev.bottledwater.sql.statement.TopicFacts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Optional;

/** Joins: which side is repartitioned, what is the key, and what is refused. */
class JoinPlanTest {
    private static final String SOURCES =
            """
            CREATE STREAM L (ID INT KEY, A INT, B STRING) WITH (KAFKA_TOPIC='l', FORMAT='JSON');
            CREATE STREAM R (ID INT KEY, A INT, C STRING) WITH (KAFKA_TOPIC='r', FORMAT='JSON');
            CREATE STREAM N (A INT) WITH (KAFKA_TOPIC='n', KEY_FORMAT='NONE', VALUE_FORMAT='JSON');
            CREATE TABLE T (ID INT PRIMARY KEY, FK INT, D STRING) WITH (KAFKA_TOPIC='t', FORMAT='JSON');
            CREATE TABLE U (ID INT PRIMARY KEY, E STRING) WITH (KAFKA_TOPIC='u', FORMAT='JSON');
            CREATE TABLE K (ID INT PRIMARY KEY, F STRING) WITH (KAFKA_TOPIC='k', VALUE_FORMAT='JSON');
            CREATE TABLE W (ID INT PRIMARY KEY, G STRING) WITH (KAFKA_TOPIC='wide', FORMAT='JSON');
            CREATE STREAM H (ID INT KEY, V INT) WITH (KAFKA_TOPIC='h', FORMAT='JSON', WINDOW_TYPE='SESSION');
            """;
    private static final StatementAnalyzer ANALYZER =
            new StatementAnalyzer(new FunctionRegistry(List.of(), List.of()));
    private static final TopicFacts TOPICS =
            name -> Optional.of(new TopicFacts.Topic(name.equals("wide") ? 12 : 4, 1, null));

    private static AnalyzedStatement.CreateAsSelect analyze(String statement) {
        var catalog = Catalog.EMPTY;
        for (var parsed : SqlParser.parseScript(SOURCES + statement)) {
            switch (ANALYZER.analyze(
                    (SourceStatement) parsed.statement(),
                    catalog,
                    StatementOptions.DEFAULTS,
                    TOPICS,
                    SchemaFacts.NONE)) {
                case AnalyzedStatement.CreateSource(var source, _, _) ->
                        catalog = catalog.withSource(source);
                case AnalyzedStatement.CreateAsSelect create -> {
                    return create;
                }
                default -> throw new IllegalArgumentException(parsed.text());
            }
        }
        throw new IllegalArgumentException(statement);
    }

    private static String plan(String statement) {
        return PlanPrinter.print(analyze(statement).plan());
    }

    @Test
    void sidesThatHaveTheKeyStayWhereTheyAre() {
        assertThat(
                        plan(
                                "CREATE STREAM O AS SELECT L.ID, B, C FROM L JOIN R WITHIN 1 HOUR ON L.ID ="
                                        + " R.ID;"))
                .isEqualTo(
                        """
                        Output [L_ID=#0, B=#1, C=#2] emit CHANGES
                          Project key [L_ID] values [B=B#2, C=C#4]
                            Join INNER within before=3600000 after=3600000 grace=null key [ID]
                              Scan STREAM L [ID KEY, B]
                              Scan STREAM R [ID KEY, C]
                        """);
    }

    @Test
    void aSideUnderAnotherKeyFollowsTheOtherSide() {
        assertThat(plan("CREATE STREAM O AS SELECT L.A, D FROM L LEFT JOIN T ON L.A = T.ID;"))
                .contains("Join LEFT lookup key [A] moves left")
                .contains("Repartition key [A=A#1]");
        assertThat(
                        plan(
                                "CREATE STREAM O AS SELECT N.A, B FROM N JOIN L WITHIN 1 DAY ON N.A ="
                                        + " L.A;"))
                .contains("moves left moves right");
    }

    @Test
    void keysOfAnotherFormatMoveTheRightSide() {
        assertThat(plan("CREATE TABLE O AS SELECT T.ID, D, F FROM T JOIN K ON T.ID = K.ID;"))
                .contains("Join INNER tables key [ID] moves right");
    }

    @Test
    void aJoinOfTablesOnAnotherColumnLooksForeignKeysUp() {
        var create =
                analyze("CREATE TABLE O AS SELECT T.ID, D, E FROM T LEFT JOIN U ON T.FK = U.ID;");
        assertThat(PlanPrinter.print(create.plan()))
                .contains("Join LEFT foreign key FK#1 key [ID]");
        assertThat(create.sink().schema().toString())
                .isEqualTo("`T_ID` INTEGER KEY, `D` STRING, `E` STRING");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT * FROM L JOIN R WITHIN 1 HOUR ON L.ID = R.ID | `L_ID` INTEGER KEY, `L_A` INTEGER, `L_B` STRING, `R_ID` INTEGER, `R_A` INTEGER, `R_C` STRING",
                "SELECT R.ID, B FROM L JOIN R WITHIN 1 HOUR ON L.ID = R.ID | `R_ID` INTEGER KEY, `B` STRING",
                "SELECT R.ID, L.ID, B FROM L JOIN R WITHIN 1 HOUR ON L.ID = R.ID | `L_ID` INTEGER KEY, `R_ID` INTEGER, `B` STRING",
                "SELECT * FROM L FULL JOIN R WITHIN 1 HOUR ON L.ID = R.ID | `ROWKEY` INTEGER KEY, `L_ID` INTEGER, `L_A` INTEGER, `L_B` STRING, `R_ID` INTEGER, `R_A` INTEGER, `R_C` STRING",
                "SELECT ROWKEY K, B FROM L JOIN R WITHIN 1 HOUR ON L.ID + 1 = R.ID + 1 | `K` INTEGER KEY, `B` STRING",
                "SELECT U.ID, B FROM L JOIN T ON L.ID = T.ID LEFT JOIN U ON L.ID = U.ID | `U_ID` INTEGER KEY, `B` STRING",
                "SELECT L.ID, L.ROWTIME T1, R.ROWTIME FROM L JOIN R WITHIN 1 HOUR ON L.ID = R.ID | `L_ID` INTEGER KEY, `T1` BIGINT, `R_ROWTIME` BIGINT",
            })
    void columnsAreNamedAsKsqlNamesThem(String select, String schema) {
        assertThat(analyze("CREATE STREAM O AS " + select + ";").sink().schema().toString())
                .isEqualTo(schema);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "SELECT * FROM L JOIN R ON L.ID = R.ID | must have a WITHIN clause",
                "SELECT * FROM L JOIN T WITHIN 1 HOUR ON L.ID = T.ID | Please drop the window definition",
                "SELECT * FROM L RIGHT JOIN T ON L.ID = T.ID | not supported for stream-table joins",
                "SELECT * FROM L JOIN R WITHIN 1 HOUR ON L.ID > R.ID | only equality joins are supported. Got (L.ID > R.ID).",
                "SELECT * FROM L JOIN R WITHIN 1 HOUR ON L.ID = R.C | types don't match. Got L.ID{INTEGER} = R.C{STRING}.",
                "SELECT * FROM L JOIN R WITHIN 1 HOUR ON R.C = L.ID | types don't match. Got R.C{STRING} = L.ID{INTEGER}.",
                "SELECT * FROM L JOIN H WITHIN 1 HOUR ON L.ID = H.ID | Implicit repartitioning of windowed sources",
                "SELECT A FROM L JOIN R WITHIN 1 HOUR ON L.ID = R.ID | Column 'A' is ambiguous. Could be L.A or R.A.",
                "SELECT X.A FROM L JOIN R WITHIN 1 HOUR ON L.ID = R.ID | 'X' is not a valid stream/table name or alias.",
                "SELECT L.ID, G FROM L JOIN W ON L.ID = W.ID | since the number of partitions don't match. `L` partitions = 4; `W` partitions = 12.",
            })
    void refusesWhatCantBeJoined(String select, String message) {
        assertThatThrownBy(() -> analyze("CREATE STREAM O AS " + select + ";"))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining(message);
    }
}
