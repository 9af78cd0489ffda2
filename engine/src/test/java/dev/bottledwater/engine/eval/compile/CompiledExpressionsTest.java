// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.eval.EvaluationErrors;
import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.eval.ExpressionList;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.ir.ExpressionPrinter;
import dev.bottledwater.sql.ir.TypedExpression;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Generated code gives the values and errors of the interpreter, for expressions by chance. {@code
 * -Dbw.random.expressions=100000} tries more than the build does, {@code -Dbw.random.seed=…} the
 * same ones again.
 */
class CompiledExpressionsTest {
    private static final int EXPRESSIONS = Integer.getInteger("bw.random.expressions", 1_000);
    private static final long SEED = Long.getLong("bw.random.seed", 1);
    private static final int ROWS = 6;
    private static final int DEPTH = 5;
    private static final int LIST_SIZE = 5;

    private final ExpressionCompiler interpreter = ExpressionCompiler.interpreter();
    private final ExpressionCompiler compiler = new BytecodeCompiler();

    /** What an evaluation gave, and what it reported. */
    private record Outcome(List<@Nullable Object> values, List<String> errors) {}

    private interface Evaluation {
        void into(List<@Nullable Object> values, EvaluationErrors errors);
    }

    private static Outcome outcome(Evaluation evaluation) {
        var values = new ArrayList<@Nullable Object>();
        var errors = new ArrayList<String>();
        evaluation.into(
                values,
                (sentence, cause) ->
                        errors.add(
                                sentence
                                        + (cause == null ? "" : " " + cause.getClass().getName())));
        return new Outcome(values, errors);
    }

    @Test
    void aColumnHasTheValueAndTheErrorsOfTheInterpreter() {
        var random = new SplittableRandom(SEED);
        var calls = new RandomCalls(random);
        for (int i = 0; i < EXPRESSIONS; i++) {
            var expressions = new RandomExpressions(random.split(), calls);
            var expression = expressions.any(1 + i % DEPTH);
            var expected = interpreter.compile(expression, "column `X`");
            var actual = compiler.compile(expression, "column `X`");
            for (int r = 0; r < ROWS; r++) {
                var row = expressions.row();
                assertThat(outcome((v, e) -> v.add(actual.evaluate(row, e))))
                        .as(() -> description(List.of(expression), row))
                        .isEqualTo(outcome((v, e) -> v.add(expected.evaluate(row, e))));
            }
        }
    }

    @Test
    void aConditionKeepsTheRowsThatTheInterpreterKeeps() {
        var random = new SplittableRandom(SEED);
        var calls = new RandomCalls(random);
        for (int i = 0; i < EXPRESSIONS; i++) {
            var expressions = new RandomExpressions(random.split(), calls);
            var condition = expressions.condition(1 + i % DEPTH);
            var expected = interpreter.compilePredicate(condition, "the WHERE clause");
            var actual = compiler.compilePredicate(condition, "the WHERE clause");
            for (int r = 0; r < ROWS; r++) {
                var row = expressions.row();
                assertThat(outcome((v, e) -> v.add(actual.test(row, e))))
                        .as(() -> description(List.of(condition), row))
                        .isEqualTo(outcome((v, e) -> v.add(expected.test(row, e))));
            }
        }
    }

    @Test
    void columnsAreEvaluatedInOrderAndOneByOne() {
        var random = new SplittableRandom(SEED);
        var calls = new RandomCalls(random);
        for (int i = 0; i < EXPRESSIONS / LIST_SIZE; i++) {
            var expressions = new RandomExpressions(random.split(), calls);
            var entries =
                    IntStream.range(0, random.nextInt(1, LIST_SIZE))
                            .mapToObj(
                                    c ->
                                            new ExpressionList.Entry(
                                                    expressions.any(c), "column `C" + c + "`"))
                            .toList();
            var expected = interpreter.compileAll(entries);
            var actual = compiler.compileAll(entries);
            assertThat(actual.size()).isEqualTo(entries.size());
            var all = entries.stream().map(ExpressionList.Entry::expression).toList();
            for (int r = 0; r < ROWS; r++) {
                var row = expressions.row();
                var reference = outcome((v, e) -> evaluateAll(expected, row, v, e));
                assertThat(outcome((v, e) -> evaluateAll(actual, row, v, e)))
                        .as(() -> description(all, row))
                        .isEqualTo(reference);
                assertThat(
                                outcome(
                                        (v, e) -> {
                                            for (int c = 0; c < actual.size(); c++) {
                                                v.add(actual.value(c, row, e));
                                            }
                                        }))
                        .as(() -> description(all, row))
                        .isEqualTo(reference);
            }
        }
    }

    private static void evaluateAll(
            ExpressionList list, Row row, List<@Nullable Object> values, EvaluationErrors errors) {
        int offset = 2;
        var target = new @Nullable Object[list.size() + offset];
        list.evaluate(row, errors, target, offset);
        for (int i = offset; i < target.length; i++) {
            values.add(target[i]);
        }
    }

    private static String description(List<TypedExpression> expressions, Row row) {
        return "-Dbw.random.seed=%d, %s over %s"
                .formatted(SEED, expressions.stream().map(ExpressionPrinter::print).toList(), row);
    }

    @Test
    void mostFunctionsAreTried() {
        assertThat(new RandomCalls(new SplittableRandom(SEED)).functions()).isGreaterThan(60);
    }
}
