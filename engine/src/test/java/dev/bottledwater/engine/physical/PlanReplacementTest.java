// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.physical;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.function.BuiltInFunctions;
import dev.bottledwater.sql.ast.SourceStatement;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.parse.SqlParser;
import dev.bottledwater.sql.statement.AnalyzedStatement;
import dev.bottledwater.sql.statement.SchemaFacts;
import dev.bottledwater.sql.statement.StatementAnalyzer;
import dev.bottledwater.sql.statement.StatementOptions;
import dev.bottledwater.sql.statement.TopicFacts;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Optional;

class PlanReplacementTest {
    private static final FunctionRegistry FUNCTIONS = BuiltInFunctions.registry();
    private static final String SOURCES =
            """
            CREATE STREAM S (ID INT KEY, A INT, B INT) WITH (KAFKA_TOPIC='s', FORMAT='JSON');
            CREATE STREAM R (ID INT KEY, A INT, B INT) WITH (KAFKA_TOPIC='r', FORMAT='JSON');
            CREATE TABLE T (ID INT PRIMARY KEY, A INT, B INT) WITH (KAFKA_TOPIC='t', FORMAT='JSON');
            """;

    /** The plan as a restart would read it. */
    private static PhysicalPlan plan(String select, String kind) {
        var analyzer = new StatementAnalyzer(FUNCTIONS);
        TopicFacts topics = _ -> Optional.of(new TopicFacts.Topic(1, 1, null));
        var catalog = Catalog.EMPTY;
        for (var parsed :
                SqlParser.parseScript(SOURCES + "CREATE %s O AS %s;".formatted(kind, select))) {
            switch (analyzer.analyze(
                    (SourceStatement) parsed.statement(),
                    catalog,
                    StatementOptions.DEFAULTS,
                    topics,
                    SchemaFacts.NONE)) {
                case AnalyzedStatement.CreateSource(var source, _, _) ->
                        catalog = catalog.withSource(source);
                case AnalyzedStatement.CreateAsSelect(var sink, _, var plan, _, _) -> {
                    return PhysicalPlanJson.decode(
                            PhysicalPlanJson.encode(PhysicalPlanner.plan(plan, sink)), FUNCTIONS);
                }
                default -> throw new IllegalArgumentException(parsed.text());
            }
        }
        throw new IllegalArgumentException(select);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "STREAM | SELECT ID, A FROM S | SELECT ID, A + 1 AS A, B FROM S WHERE B > 1",
                "STREAM | SELECT ID, A FROM S PARTITION BY A | SELECT ID, A, B FROM S WHERE B > 1 PARTITION BY A",
                "TABLE | SELECT ID, A FROM T WHERE A > 1 | SELECT ID, A, A * 2 AS C FROM T WHERE A > 2",
                "TABLE | SELECT ID, A FROM T | SELECT ID, A, B FROM T",
                "TABLE | SELECT A, SUM(B) AS S FROM S GROUP BY A | SELECT A, SUM(B) AS S, A + SUM(B) AS C FROM S WHERE ID > 1 GROUP BY A HAVING SUM(B) > 2",
                "TABLE | SELECT A, COUNT(*) AS N FROM S WINDOW TUMBLING (SIZE 1 HOUR) GROUP BY A | SELECT A, COUNT(*) AS N FROM S WINDOW TUMBLING (SIZE 1 HOUR) GROUP BY A",
                "TABLE | SELECT A, COUNT(*) AS N FROM S WINDOW TUMBLING (SIZE 1 HOUR) GROUP BY A | SELECT A, COUNT(*) * 2 AS N FROM S WINDOW TUMBLING (SIZE 1 HOUR) WHERE B > 1 GROUP BY A HAVING COUNT(*) > 1",
                "STREAM | SELECT S.ID, S.A AS X FROM S JOIN T ON S.ID = T.ID | SELECT S.ID, S.A + 1 AS X FROM S JOIN T ON S.ID = T.ID",
                "TABLE | SELECT A, COUNT(*) AS N FROM T GROUP BY A | SELECT A, COUNT(*) + 1 AS N FROM T GROUP BY A HAVING COUNT(*) > 1"
            })
    void conditionsAndExpressionsMayChange(String kind, String old, String replacement) {
        assertThat(PlanReplacement.refusal(plan(old, kind), plan(replacement, kind))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "STREAM | SELECT ID, A FROM S | SELECT ID, A FROM R | it reads S and can't read another source",
                "STREAM | SELECT ID, A FROM S | SELECT ID, A FROM S PARTITION BY A | its steps can't change: only conditions and expressions can",
                "STREAM | SELECT ID, A, B FROM S PARTITION BY A | SELECT ID, A, B FROM S PARTITION BY B | its PARTITION BY can't change",
                "STREAM | SELECT S.ID, S.A AS X FROM S JOIN T ON S.ID = T.ID | SELECT S.ID, S.B AS X FROM S JOIN T ON S.ID = T.ID | a join can't change, nor what it reads",
                "STREAM | SELECT S.ID, S.A AS X FROM S JOIN T ON S.ID = T.ID | SELECT S.ID, S.A AS X FROM S LEFT JOIN T ON S.ID = T.ID | a join can't change, nor what it reads",
                "TABLE | SELECT ID, A FROM T WHERE A > 1 | SELECT ID, A FROM T WHERE B > 1 | the columns that it keeps of the table T can't change: `ID` INTEGER KEY, `A` INTEGER",
                "TABLE | SELECT A, SUM(B) AS S FROM S GROUP BY A | SELECT A, SUM(ID) AS S FROM S GROUP BY A | its aggregate functions can't change",
                "TABLE | SELECT A, SUM(B) AS S FROM S GROUP BY A | SELECT B, SUM(B) AS S FROM S GROUP BY B | its GROUP BY can't change",
                "TABLE | SELECT A, COUNT(*) AS N FROM T GROUP BY A | SELECT A, COUNT(*) AS N FROM T WHERE A > 1 GROUP BY A | an aggregation over a table can't change, nor what it reads",
                "TABLE | SELECT A, COUNT(*) AS N FROM S WINDOW TUMBLING (SIZE 1 HOUR) GROUP BY A | SELECT A, MAX(B) AS N FROM S WINDOW TUMBLING (SIZE 1 HOUR) GROUP BY A | its aggregate functions can't change",
                "TABLE | SELECT A, COUNT(*) AS N FROM S WINDOW TUMBLING (SIZE 1 HOUR) GROUP BY A | SELECT A, COUNT(*) AS N FROM S WINDOW TUMBLING (SIZE 1 HOUR, GRACE PERIOD 1 HOUR) GROUP BY A | its windows can't change",
                "TABLE | SELECT A, COUNT(*) AS N FROM S WINDOW TUMBLING (SIZE 1 HOUR) GROUP BY A | SELECT A, COUNT(*) AS N FROM S WINDOW TUMBLING (SIZE 2 HOURS) GROUP BY A | its windows can't change"
            })
    void whatIsStoredMayNot(String kind, String old, String replacement, String reason) {
        assertThat(PlanReplacement.refusal(plan(old, kind), plan(replacement, kind)))
                .hasValueSatisfying(r -> assertThat(r).startsWith(reason));
    }
}
