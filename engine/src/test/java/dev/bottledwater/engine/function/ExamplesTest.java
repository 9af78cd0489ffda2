// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.eval.AnswerText;
import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.eval.Expressions;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.function.ScalarSignature;
import dev.bottledwater.sql.function.ScalarSignature.Example;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the documentation of the built-in functions says they give, they give. */
class ExamplesTest {
    private static final FunctionRegistry FUNCTIONS = BuiltInFunctions.registry();
    private static final AggregateExamples AGGREGATES = new AggregateExamples(FUNCTIONS);
    private static final Expressions EXPRESSIONS = new Expressions(FUNCTIONS);

    static Stream<Example> examples() {
        return FUNCTIONS.scalars().values().stream()
                .flatMap(List::stream)
                .flatMap(overload -> overload.documentation().examples().stream());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void exampleGivesItsResult(Example example) {
        var result = EXPRESSIONS.evaluate(example.sql());
        assertThat(AnswerText.EXAMPLE.of(result.value(), result.type()))
                .isEqualTo(example.result());
    }

    static Stream<Example> tableExamples() {
        return FUNCTIONS.tables().values().stream()
                .flatMap(List::stream)
                .flatMap(overload -> overload.documentation().examples().stream());
    }

    @ParameterizedTest
    @MethodSource("tableExamples")
    void tableExampleGivesItsRows(Example example) {
        assertThat(
                        EXPRESSIONS.rows(example.sql(), ExpressionCompiler.interpreter()).stream()
                                .map(r -> AnswerText.EXAMPLE.of(r.value(), r.type()))
                                .collect(Collectors.joining(", ")))
                .isEqualTo(example.result());
    }

    static Stream<Arguments> aggregateExamples() {
        return FUNCTIONS.aggregates().values().stream()
                .flatMap(List::stream)
                .flatMap(overload -> overload.documentation().examples().stream())
                .map(e -> Arguments.of(e.sql(), e));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("aggregateExamples")
    void aggregateExampleGivesItsResult(String sql, Example example) {
        var result = AGGREGATES.evaluate(example);
        assertThat(AnswerText.EXAMPLE.of(result.value(), result.type()))
                .describedAs(sql)
                .isEqualTo(example.result());
    }

    @Test
    void everyAggregateFunctionIsDescribedAndHasAnExample() {
        assertThat(FUNCTIONS.aggregates().values().stream().flatMap(List::stream))
                .allSatisfy(
                        overload -> {
                            assertThat(overload.documentation().description())
                                    .matches("[^a-z].*\\.");
                            assertThat(overload.documentation().examples())
                                    .anyMatch(e -> e.sql().contains(overload.name()));
                        });
    }

    @Test
    void everyFunctionIsDescribedAndHasAnExample() {
        var functions = new TreeMap<>(FUNCTIONS.scalars());
        functions.putAll(FUNCTIONS.tables());
        assertThat(functions)
                .allSatisfy(
                        (name, overloads) -> {
                            assertThat(overloads)
                                    .allSatisfy(o -> assertThat(sentence(o)).matches("[^a-z].*\\."))
                                    .anySatisfy(
                                            o ->
                                                    assertThat(o.documentation().examples())
                                                            .anyMatch(e -> e.sql().contains(name)));
                        });
    }

    private static String sentence(ScalarSignature overload) {
        return overload.documentation().description();
    }
}
