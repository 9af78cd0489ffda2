// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.function.BuiltInFunctions;
import dev.bottledwater.sql.analyze.Analyzer;
import dev.bottledwater.sql.ast.DataStatement;
import dev.bottledwater.sql.ast.SourceStatement;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.parse.SqlParser;
import dev.bottledwater.sql.plan.QueryPlan;
import dev.bottledwater.sql.statement.AnalyzedStatement;
import dev.bottledwater.sql.statement.SchemaFacts;
import dev.bottledwater.sql.statement.StatementAnalyzer;
import dev.bottledwater.sql.statement.StatementOptions;
import dev.bottledwater.sql.statement.TopicFacts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;
import java.util.Optional;

class LookupPlansTest {
    private static final Map<String, String> NONE = Map.of();
    private static final Catalog CATALOG =
            catalog(
                    "CREATE TABLE T (K VARCHAR PRIMARY KEY, N BIGINT, I INT, D DOUBLE, V VARCHAR) WITH (KAFKA_TOPIC='t', VALUE_FORMAT='JSON');");

    private final LookupPlans plans = new LookupPlans((_, _) -> Optional.empty());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM T WHERE K='%s';",
                "SELECT N, K FROM T WHERE K = '%s';",
                "SELECT K, N + 1 FROM T WHERE K= '%s' ; ",
                "SELECT K, N FROM T WHERE V = '%s';"
            })
    void theNextStatementHasThePlanThatAnalysisMakes(String statement) {
        keep(statement.formatted("a"));
        for (var value : new String[] {"b", "", "a", "it is long; = and has what %s might have"}) {
            var next = statement.formatted(value);
            assertThat(plans.find(next, CATALOG, NONE)).contains(analyze(next));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM T WHERE N=%s;",
                "SELECT N, K FROM T WHERE I = %s;",
                "SELECT K, N + 1 FROM T WHERE N =  %s ; "
            })
    void numbersAreConstantsToo(String statement) {
        for (var value :
                new String[] {
                    "7", "0", "123456789", "007", "1234567890", "12345678901", "123456789012345678"
                }) {
            keep(statement.formatted("42"));
            keep(statement.formatted("42000000000"));
            var next = statement.formatted(value);
            var found = plans.find(next, CATALOG, NONE);
            found.ifPresent(plan -> assertThat(plan).isEqualTo(analyze(next)));
            assertThat(found.isPresent())
                    .as(next)
                    .isEqualTo(
                            value.length() < 10
                                    || value.length() > 10 && !statement.contains("I ="));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT K, N FROM T WHERE D = %s;",
                "SELECT K, N FROM T WHERE N = -%s;",
                "SELECT K, N FROM T WHERE N = 1.%s;",
                "SELECT K, N FROM T WHERE N >= %s;",
                "SELECT K, 1 FROM T WHERE N = %s;",
                "SELECT K, N FROM T WHERE N = 1 OR N = %s;",
                "SELECT K, N FROM T LIMIT %s;"
            })
    void otherNumbersAreNot(String statement) {
        keep(statement.formatted("1"));
        assertThat(plans.find(statement.formatted("2"), CATALOG, NONE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT K, N FROM T WHERE K = UCASE('%s');",
                "SELECT K, N FROM T WHERE UCASE(K) = '%s';",
                "SELECT K, N FROM T WHERE K > '%s';",
                "SELECT K, N FROM T WHERE K >= '%s';",
                "SELECT K, N FROM T WHERE K != '%s';",
                "SELECT K, N FROM T WHERE NOT K = '%s';",
                "SELECT K, N FROM T WHERE N = 1 AND K = '%s';",
                "SELECT K, N FROM T WHERE ROWTIME = '%s';",
                "SELECT K, V = '%s' FROM T;",
                "SELECT K, N /* '%s' */ FROM T;",
                "SELECT K, N FROM T WHERE K = '%s' LIMIT 1;",
                "SELECT K, N FROM T WHERE K = '${%s}';",
                "SELECT K, N FROM T WHERE K = 'x' OR K = '%s';"
            })
    void otherStatementsAreNotKept(String statement) {
        keep(statement.formatted("2020-01-01"));
        assertThat(plans.find(statement.formatted("2021-01-01"), CATALOG, NONE)).isEmpty();
    }

    @Test
    void quotationMarksInAStringAreNoLookup() {
        keep("SELECT * FROM T WHERE K='a';");
        assertThat(plans.find("SELECT * FROM T WHERE K='it''s';", CATALOG, NONE)).isEmpty();
        assertThat(plans.find("SELECT * FROM T WHERE K='a'", CATALOG, NONE)).isEmpty();
        assertThat(plans.find("SELECT * FROM T WHERE K='a' OR N = 1;", CATALOG, NONE)).isEmpty();
    }

    @Test
    void anotherCatalogAndOtherPropertiesHaveOtherPlans() {
        var statement = "SELECT * FROM T WHERE K='a';";
        keep(statement);
        assertThat(plans.find(statement, CATALOG, NONE)).isPresent();
        assertThat(plans.find(statement, Catalog.EMPTY, NONE)).isEmpty();
        assertThat(plans.find(statement, CATALOG, Map.of("a", "b"))).isEmpty();
    }

    private void keep(String statement) {
        plans.keep(statement, CATALOG, NONE, analyze(statement));
    }

    private static QueryPlan analyze(String statement) {
        var select = (DataStatement.Select) SqlParser.parseScript(statement).getFirst().statement();
        return new Analyzer(BuiltInFunctions.registry()).analyze(select.query(), CATALOG);
    }

    private static Catalog catalog(String statement) {
        var analyzed =
                new StatementAnalyzer(BuiltInFunctions.registry())
                        .analyze(
                                (SourceStatement)
                                        SqlParser.parseScript(statement).getFirst().statement(),
                                Catalog.EMPTY,
                                StatementOptions.DEFAULTS,
                                _ -> Optional.of(new TopicFacts.Topic(1, 1, null)),
                                SchemaFacts.NONE);
        return Catalog.EMPTY.withSource(((AnalyzedStatement.CreateSource) analyzed).source());
    }
}
