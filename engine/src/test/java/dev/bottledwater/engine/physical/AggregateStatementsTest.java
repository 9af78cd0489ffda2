// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.physical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.engine.function.BuiltInFunctions;
import dev.bottledwater.sql.ast.SourceStatement;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.parse.SqlParser;
import dev.bottledwater.sql.statement.AnalyzedStatement;
import dev.bottledwater.sql.statement.SchemaFacts;
import dev.bottledwater.sql.statement.StatementAnalyzer;
import dev.bottledwater.sql.statement.StatementOptions;
import dev.bottledwater.sql.statement.TopicFacts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;
import java.util.Optional;

/** Aggregations from their text to the stored plan and back, with the built-in functions. */
class AggregateStatementsTest {
    private static final FunctionRegistry FUNCTIONS = BuiltInFunctions.registry();
    private static final TopicFacts TOPICS = _ -> Optional.of(new TopicFacts.Topic(1, 1, null));

    private static PhysicalPlan plan(
            String kind, String format, String call, Map<String, String> properties) {
        var script =
                """
                CREATE %s S (ID INT %s, N INT, A VARCHAR) WITH (KAFKA_TOPIC='s', VALUE_FORMAT='%s');
                CREATE TABLE T AS SELECT A, %s AS X FROM S GROUP BY A;
                """
                        .formatted(
                                kind, kind.equals("TABLE") ? "PRIMARY KEY" : "KEY", format, call);
        var analyzer = new StatementAnalyzer(FUNCTIONS);
        var catalog = Catalog.EMPTY;
        for (var parsed : SqlParser.parseScript(script)) {
            switch (analyzer.analyze(
                    (SourceStatement) parsed.statement(),
                    catalog,
                    new StatementOptions(properties),
                    TOPICS,
                    SchemaFacts.NONE)) {
                case AnalyzedStatement.CreateSource(var source, _, _) ->
                        catalog = catalog.withSource(source);
                case AnalyzedStatement.CreateAsSelect(var sink, _, var plan, _, _) -> {
                    return PhysicalPlanner.plan(plan, sink);
                }
                default -> throw new IllegalArgumentException(parsed.text());
            }
        }
        throw new IllegalArgumentException(script);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TOPK(N, A, 3)", "LATEST_BY_OFFSET(N, 2, FALSE)", "COLLECT_LIST(N)"})
    void literalsAndSettingsAreStoredInThePlan(String call) {
        var limit = "ksql.functions.collect_list.limit";
        var plan = plan("STREAM", "JSON", call, Map.of(limit, "7", "unrelated", "x"));
        var json = PhysicalPlanJson.encode(plan);
        assertThat(PhysicalPlanJson.decode(json, FUNCTIONS)).isEqualTo(plan);
        assertThat(json.contains("{\"%s\":\"7\"}".formatted(limit)))
                .isEqualTo(call.startsWith("COLLECT_LIST"));
        assertThat(json).doesNotContain("unrelated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AVG(N)", "TOPK(N, 3)", "COLLECT_LIST(N)", "HISTOGRAM(A)"})
    void statesThatAFlatFormatCannotHoldAreRefused(String call) {
        assertThatThrownBy(() -> plan("STREAM", "DELIMITED", call, Map.of()))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining(
                        "One of the functions used in the statement has an intermediate type that the value format can not handle. Please remove the function or change the format.");
        assertThatCode(() -> plan("STREAM", "JSON", call, Map.of())).doesNotThrowAnyException();
    }

    @Test
    void plainStatesGoWithFlatFormats() {
        assertThatCode(() -> plan("STREAM", "DELIMITED", "SUM(N) + MAX(N) + COUNT(*)", Map.of()))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    TOPK(N, 0) | TOPK: k must be 1 or more, but is 0
                    TOPK(N, NULL) | TOPK: k must be 1 or more, but is NULL
                    LATEST_BY_OFFSET(N, -1) | LATEST_BY_OFFSET: latestN must be 1 or more, but is -1
                    TOPK(N, N) | Parameter 2 passed to function TOPK must be a literal constant, but was expression: 'N'
                    EARLIEST_BY_OFFSET(N, 1 + 1) | Parameter 2 passed to function EARLIEST_BY_OFFSET must be a literal constant, but was expression: '(1 + 1)'
                    TOPK(N) | Function 'TOPK' does not accept parameters (INTEGER).
                    HISTOGRAM(N) | Function 'HISTOGRAM' does not accept parameters (INTEGER).
                    """)
    void badLiteralsAreRefused(String call, String message) {
        assertThatThrownBy(() -> plan("STREAM", "JSON", call, Map.of()))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining(message);
    }

    @Test
    void settingsThatAreNoNumberAreRefused() {
        var limit = "ksql.functions.collect_set.limit";
        assertThatThrownBy(() -> plan("STREAM", "JSON", "COLLECT_SET(N)", Map.of(limit, "x")))
                .hasMessageContaining(
                        "COLLECT_SET: the property %s must be a whole number, but is 'x'"
                                .formatted(limit));
    }

    @ParameterizedTest
    @ValueSource(strings = {"COLLECT_SET(N)", "TOPK(N, 1)", "TOPKDISTINCT(N, 1)", "MIN(N)"})
    void functionsThatCannotUndoAreRefusedOnTables(String call) {
        assertThatThrownBy(() -> plan("TABLE", "JSON", call, Map.of()))
                .hasMessageContaining(
                        "The aggregation function(s) (%s) cannot be applied to a table source, only to a stream source."
                                .formatted(call.substring(0, call.indexOf('('))));
    }
}
