// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.eval.ExpressionList;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.ir.ArithmeticOperator;
import dev.bottledwater.sql.ir.ComparisonOperator;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.ir.TypedExpression.*;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Expressions that don't fit into one method, and what becomes of generated classes. */
class LargeExpressionsTest {
    private static final TypedExpression COLUMN = new ColumnRef(0, "C", Primitive.INTEGER);

    private final ExpressionCompiler compiler = new BytecodeCompiler();

    private static TypedExpression number(int value) {
        return new Literal(value, Primitive.INTEGER);
    }

    private static TypedExpression sum(TypedExpression left, TypedExpression right) {
        return new Arithmetic(ArithmeticOperator.ADD, left, right, Primitive.INTEGER);
    }

    private static TypedExpression equal(TypedExpression left, TypedExpression right) {
        return new Comparison(ComparisonOperator.EQUAL, left, right);
    }

    private static List<TypedExpression> many(int count, IntFunction<TypedExpression> each) {
        return IntStream.range(0, count).mapToObj(each).toList();
    }

    private void agrees(TypedExpression expression) {
        var reference = ExpressionCompiler.interpreter().compile(expression, "X");
        var compiled = compiler.compile(expression, "X");
        for (@Nullable Object value : new @Nullable Object[] {7, 0, -3, null}) {
            var row = Row.of(value);
            var expected = new ArrayList<String>();
            var actual = new ArrayList<String>();
            assertThat(compiled.evaluate(row, (s, _) -> actual.add(s)))
                    .isEqualTo(reference.evaluate(row, (s, _) -> expected.add(s)));
            assertThat(actual).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100, 500})
    void longChainsAreCutIntoMethods(int length) {
        var chain = COLUMN;
        var divided = COLUMN;
        var text = (TypedExpression) new Cast(COLUMN, Primitive.STRING);
        for (int i = 0; i < length; i++) {
            chain = i % 2 == 0 ? sum(chain, COLUMN) : sum(COLUMN, chain);
            divided =
                    new Arithmetic(
                            ArithmeticOperator.DIVIDE, number(9), divided, Primitive.INTEGER);
            text = new Concat(text, new Cast(COLUMN, Primitive.STRING));
        }
        agrees(chain);
        agrees(divided);
        agrees(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 1_000, 5_000})
    void manyOperandsAreCutOrInterpreted(int count) {
        agrees(new And(many(count, i -> new Not(equal(sum(COLUMN, number(i)), number(1))))));
        agrees(new Or(many(count, i -> equal(sum(COLUMN, number(i)), number(count)))));
        agrees(new In(COLUMN, many(count, LargeExpressionsTest::number)));
        agrees(new In(COLUMN, many(count, i -> sum(COLUMN, number(i - 2)))));
        agrees(
                new MakeArray(
                        many(count, i -> sum(COLUMN, number(i))),
                        new SqlType.Array(Primitive.INTEGER)));
        agrees(
                new Case(
                        IntStream.range(0, count)
                                .mapToObj(
                                        i -> new When(equal(COLUMN, number(i - 1)), number(i * 2)))
                                .toList(),
                        COLUMN,
                        Primitive.INTEGER));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 200, 1_000})
    void manyColumnsAreEvaluated(int count) {
        var large = many(3_000, i -> sum(COLUMN, number(i)));
        var entries =
                IntStream.range(0, count)
                        .mapToObj(
                                i ->
                                        new ExpressionList.Entry(
                                                i == count / 2
                                                        ? new MakeArray(
                                                                large,
                                                                new SqlType.Array(
                                                                        Primitive.INTEGER))
                                                        : sum(COLUMN, number(i)),
                                                "C" + i))
                        .toList();
        var expected = new @Nullable Object[count];
        var actual = new @Nullable Object[count];
        var row = Row.of(5);
        ExpressionCompiler.interpreter()
                .compileAll(entries)
                .evaluate(row, (s, _) -> failed(s), expected, 0);
        compiler.compileAll(entries).evaluate(row, (s, _) -> failed(s), actual, 0);
        assertThat(actual).isEqualTo(expected);
    }

    private static void failed(String sentence) {
        throw new AssertionError(sentence);
    }

    @Test
    void noClassIsMadeWhereNothingIsGained() {
        assertThat(compiler.compile(COLUMN, "X").getClass().isHidden()).isTrue();
        assertThat(isGenerated(compiler.compile(COLUMN, "X"))).isFalse();
        assertThat(isGenerated(compiler.compile(number(1), "X"))).isFalse();
        var columns = List.of(new ExpressionList.Entry(COLUMN, "X"));
        assertThat(isGenerated(compiler.compileAll(columns))).isFalse();
        assertThat(isGenerated(compiler.compile(sum(COLUMN, COLUMN), "X"))).isTrue();
    }

    private static boolean isGenerated(Object code) {
        return code instanceof LambdaBodies;
    }

    @Test
    void classesGoWithTheQuery() {
        var classes = new ArrayList<WeakReference<Class<?>>>();
        for (int i = 0; i < 5; i++) {
            var code = compiler.compile(sum(COLUMN, number(i)), "X");
            assertThat(code.evaluate(Row.of(1), (s, _) -> failed(s))).isEqualTo(1 + i);
            classes.add(new WeakReference<>(code.getClass()));
        }
        for (int i = 0; i < 20 && classes.stream().anyMatch(c -> c.get() != null); i++) {
            System.gc();
        }
        assertThat(classes).allMatch(c -> c.get() == null);
    }
}
