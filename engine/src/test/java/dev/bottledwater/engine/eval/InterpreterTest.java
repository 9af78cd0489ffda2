// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.engine.function.BuiltInFunctions;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.ir.ArithmeticOperator;
import dev.bottledwater.sql.ir.ComparisonOperator;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.ir.TypedExpression.*;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.sql.type.StructValue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

class InterpreterTest {
    private static final FunctionRegistry FUNCTIONS = BuiltInFunctions.registry();

    private final List<String> errors = new ArrayList<>();

    private @Nullable Object evaluate(TypedExpression expression, @Nullable Object... row) {
        return ExpressionCompiler.interpreter()
                .compile(expression, "column `X`")
                .evaluate(Row.of(row), (sentence, _) -> errors.add(sentence));
    }

    private boolean test(TypedExpression condition, @Nullable Object... row) {
        return ExpressionCompiler.interpreter()
                .compilePredicate(condition, "the WHERE clause")
                .test(Row.of(row), (sentence, _) -> errors.add(sentence));
    }

    private static TypedExpression col(int index, SqlType type) {
        return new ColumnRef(index, "C" + index, type);
    }

    private static TypedExpression literal(@Nullable Object value, SqlType type) {
        return new Literal(value, type);
    }

    private static TypedExpression number(int value) {
        return literal(value, Primitive.INTEGER);
    }

    private static TypedExpression divide(TypedExpression a, TypedExpression b) {
        return new Arithmetic(ArithmeticOperator.DIVIDE, a, b, a.type());
    }

    private static Call call(String name, SqlType type, TypedExpression... arguments) {
        var overload =
                FUNCTIONS.scalar(name).stream()
                        .filter(f -> f.parameters().size() == arguments.length)
                        .findFirst()
                        .orElseThrow();
        return new Call(overload, List.of(arguments), type);
    }

    @Test
    void failingArithmeticMakesTheWholeExpressionNull() {
        var ratio = divide(col(0, Primitive.INTEGER), col(1, Primitive.INTEGER));
        var sum = new Arithmetic(ArithmeticOperator.ADD, ratio, number(1), Primitive.INTEGER);
        assertThat(evaluate(sum, 7, 2)).isEqualTo(4);
        assertThat(errors).isEmpty();
        assertThat(evaluate(sum, 7, 0)).isNull();
        assertThat(errors).containsExactly("column `X`: division by zero");
    }

    @Test
    void failingConditionIsFalseEvenUnderNot() {
        var one =
                new Comparison(
                        ComparisonOperator.EQUAL,
                        divide(number(1), col(0, Primitive.INTEGER)),
                        number(1));
        assertThat(test(one, 1)).isTrue();
        assertThat(test(new Not(one), 2)).isTrue();
        assertThat(test(new Not(one), 0)).isFalse();
        assertThat(errors).containsExactly("the WHERE clause: division by zero");
    }

    @Test
    void failingCastIsNullInItsPlace() {
        var cast = new Cast(col(0, Primitive.STRING), Primitive.INTEGER);
        var ifNull = call("IFNULL", Primitive.INTEGER, cast, number(-1));
        assertThat(evaluate(ifNull, "12")).isEqualTo(12);
        assertThat(evaluate(ifNull, "secret")).isEqualTo(-1);
        assertThat(errors)
                .containsExactly(
                        "column `X`: CAST of STRING to INTEGER failed: the text is not a whole"
                                + " number of 32 bits");
    }

    @Test
    void failingFunctionIsNullInItsPlaceAndTellsNoData() {
        var parse =
                call(
                        "PARSE_DATE",
                        Primitive.DATE,
                        col(0, Primitive.STRING),
                        literal("yyyy-MM-dd", Primitive.STRING));
        var array = new MakeArray(List.of(parse, parse), new SqlType.Array(Primitive.DATE));
        assertThat(evaluate(array, "2026-02-28"))
                .isEqualTo(List.of(LocalDate.of(2026, 2, 28), LocalDate.of(2026, 2, 28)));
        assertThat(evaluate(array, "2026-02-28T10:00")).isEqualTo(evaluate(array, "2026-02-28"));
        assertThat(evaluate(array, "secret")).isEqualTo(Arrays.asList(null, null));
        assertThat(errors)
                .hasSize(2)
                .containsOnly(
                        "column `X`: PARSE_DATE failed: the text doesn't match the format pattern");
    }

    @Test
    void functionThatThrowsAnythingElseIsReportedByItsKind() {
        var causes = new ArrayList<@Nullable Throwable>();
        var broken = call("UCASE", Primitive.STRING, col(0, Primitive.STRING));
        var value =
                ExpressionCompiler.interpreter()
                        .compile(broken, "column `X`")
                        .evaluate(
                                Row.of(42),
                                (sentence, cause) -> {
                                    errors.add(sentence);
                                    causes.add(cause);
                                });
        assertThat(value).isNull();
        assertThat(errors).containsExactly("column `X`: UCASE failed: ClassCastException");
        assertThat(causes).hasSize(1).first().isInstanceOf(ClassCastException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "true, true, true",
        "true, false, false",
        "false, , false",
        ", false, false",
        "true, , ",
        ", true, ",
        ", , "
    })
    void andHasThreeValues(@Nullable Boolean a, @Nullable Boolean b, @Nullable Boolean expected) {
        var operands = List.of(col(0, Primitive.BOOLEAN), col(1, Primitive.BOOLEAN));
        assertThat(evaluate(new And(operands), a, b)).isEqualTo(expected);
        // De Morgan
        var not = operands.stream().<TypedExpression>map(Not::new).toList();
        assertThat(evaluate(new Not(new Or(not)), a, b)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "abc, abc, , true", "abc, ABC, , false", "abc, a%, , true", "abc, %c, , true",
        "abc, %b%, , true", "abc, a_c, , true", "abc, a_, , false", "abc, %, , true",
        "'', %, , true", "'', _, , false", "aXbXc, a%X%c, , true", "aaab, %aab, , true",
        "aab, a%a%b, , true", "ab, a%a%b, , false", "a%c, a!%c, !, true", "abc, a!%c, !, false",
        "a_c, a!_c, !, true", "abc, a!_c, !, false", "a!c, a!!c, !, true", "a😀c, a_c, , true",
        "'a\nb', a%b, , true", "a.c, a.c, , true", "abc, a.c, , false", "abcd, abc, , false",
        "abc, abc%%, , true", "mississippi, %iss%ip%, , true"
    })
    void likeMatchesWholeTexts(
            String text, String pattern, @Nullable Character escape, boolean expected) {
        var constant =
                new Like(col(0, Primitive.STRING), literal(pattern, Primitive.STRING), escape);
        var computed = new Like(col(0, Primitive.STRING), col(1, Primitive.STRING), escape);
        assertThat(evaluate(constant, text)).isEqualTo(expected);
        assertThat(evaluate(computed, text, pattern)).isEqualTo(expected);
        assertThat(evaluate(computed, text, null)).isNull();
        assertThat(evaluate(constant, (Object) null)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "ADD, 2147483647, 1, -2147483648",
        "SUBTRACT, -2147483648, 1, 2147483647",
        "MULTIPLY, 65536, 65536, 0",
        "DIVIDE, -7, 2, -3",
        "DIVIDE, -2147483648, -1, -2147483648",
        "MODULO, -7, 2, -1"
    })
    void integersWrap(ArithmeticOperator operator, int a, int b, int expected) {
        assertThat(evaluate(new Arithmetic(operator, number(a), number(b), Primitive.INTEGER)))
                .isEqualTo(expected);
    }

    @Test
    void inexactQuotientsAndTooLongDecimalsAreNull() {
        var type = new SqlType.Decimal(13, 12);
        var one = literal(new BigDecimal("1.0"), new SqlType.Decimal(2, 1));
        var three = literal(new BigDecimal("3"), new SqlType.Decimal(10, 0));
        assertThat(evaluate(new Arithmetic(ArithmeticOperator.DIVIDE, one, three, type))).isNull();
        assertThat(errors)
                .containsExactly(
                        "column `X`: the quotient has more decimals than DECIMAL(13, 12) holds;"
                                + " CAST an operand to DOUBLE");
        errors.clear();
        assertThat(
                        evaluate(
                                new Cast(
                                        literal("1e1000000000", Primitive.STRING),
                                        new SqlType.Decimal(4, 1))))
                .isNull();
        assertThat(errors).hasSize(1);
        assertThat(
                        evaluate(
                                new Cast(
                                        literal("1e-1000000000", Primitive.STRING),
                                        new SqlType.Decimal(4, 1))))
                .isEqualTo(new BigDecimal("0.0"));
    }

    @Test
    void bytesCompareUnsigned() {
        var less =
                new Comparison(
                        ComparisonOperator.LESS, col(0, Primitive.BYTES), col(1, Primitive.BYTES));
        assertThat(evaluate(less, bytes(1), bytes(-1))).isEqualTo(true);
        assertThat(evaluate(less, bytes(1), bytes(1, 0))).isEqualTo(true);
        assertThat(evaluate(less, bytes(1, 2), bytes(1, 2))).isEqualTo(false);
        assertThat(evaluate(less, bytes(-1), bytes(1, 0))).isEqualTo(false);
    }

    private static ByteBuffer bytes(int... values) {
        var buffer = ByteBuffer.allocate(values.length + 2).position(1);
        for (int v : values) {
            buffer.put((byte) v);
        }
        return buffer.flip().position(1);
    }

    @Test
    void nestedLambdasSeeColumnsAndOuterParameters() {
        // TRANSFORM(matrix, row => TRANSFORM(row, x => x + C1 + ARRAY_LENGTH(row)))
        var ints = new SqlType.Array(Primitive.INTEGER);
        var x = new LambdaParameter("X", Primitive.INTEGER);
        var row = new LambdaParameter("ROW", ints);
        var plusColumn =
                new Arithmetic(
                        ArithmeticOperator.ADD, x, col(1, Primitive.INTEGER), Primitive.INTEGER);
        var plusLength =
                new Arithmetic(
                        ArithmeticOperator.ADD,
                        plusColumn,
                        call("ARRAY_LENGTH", Primitive.INTEGER, row),
                        Primitive.INTEGER);
        var inner = call("TRANSFORM", ints, row, new Lambda(List.of("X"), plusLength));
        var outer =
                call(
                        "TRANSFORM",
                        new SqlType.Array(ints),
                        col(0, new SqlType.Array(ints)),
                        new Lambda(List.of("ROW"), inner));
        assertThat(evaluate(outer, List.of(List.of(1, 2), List.of(3)), 10))
                .isEqualTo(List.of(List.of(13, 14), List.of(14)));
        assertThat(evaluate(outer, Arrays.asList(List.of(1), null), 10))
                .isEqualTo(Arrays.asList(List.of(12), null));
        assertThat(errors).isEmpty();
    }

    @Test
    void failingLambdaMakesTheCallNull() {
        var x = new LambdaParameter("X", Primitive.INTEGER);
        var ints = new SqlType.Array(Primitive.INTEGER);
        var transform =
                call(
                        "TRANSFORM",
                        ints,
                        col(0, ints),
                        new Lambda(List.of("X"), divide(number(6), x)));
        assertThat(evaluate(transform, List.of(1, 2, 3))).isEqualTo(List.of(6, 3, 2));
        assertThat(evaluate(transform, List.of(1, 0))).isNull();
        assertThat(errors).containsExactly("column `X`: TRANSFORM failed: division by zero");
        errors.clear();
        assertThat(evaluate(transform, Arrays.asList(1, null))).isNull();
        assertThat(errors)
                .containsExactly(
                        "column `X`: TRANSFORM failed: an operand of the arithmetic in a lambda is"
                                + " null");
    }

    @Test
    void structsAreCastByName() {
        var from =
                new SqlType.Struct(
                        List.of(
                                new SqlType.Field("A", Primitive.BIGINT),
                                new SqlType.Field("B", Primitive.STRING)));
        var to =
                new SqlType.Struct(
                        List.of(
                                new SqlType.Field("C", Primitive.STRING),
                                new SqlType.Field("A", Primitive.STRING)));
        assertThat(evaluate(new Cast(col(0, from), to), StructValue.of(1L, "x")))
                .isEqualTo(StructValue.of(null, "1"));
    }

    @Test
    void textsOfNestedValuesLeaveOutNullFieldsOnly() {
        var struct =
                new SqlType.Struct(
                        List.of(
                                new SqlType.Field("A", Primitive.INTEGER),
                                new SqlType.Field(
                                        "L", new SqlType.Array(new SqlType.Decimal(4, 2)))));
        assertThat(
                        evaluate(
                                new Cast(col(0, struct), Primitive.STRING),
                                StructValue.of(null, Arrays.asList(new BigDecimal("1.50"), null))))
                .isEqualTo("Struct{L=[1.50, null]}");
    }

    @Test
    void castsThatKsqlLacksAreRefusedAtOnce() {
        assertThatThrownBy(() -> evaluate(new Cast(col(0, Primitive.BYTES), Primitive.STRING)))
                .hasMessage("Cast of BYTES to STRING is not supported");
        assertThatThrownBy(
                        () ->
                                evaluate(
                                        new Cast(
                                                col(0, Primitive.STRING),
                                                new SqlType.Array(Primitive.INTEGER))))
                .hasMessage("Cast of STRING to ARRAY<INTEGER> is not supported");
    }

    @ParameterizedTest
    @CsvSource({
        "2022-04-28T21:44:47.943, 2022-04-28T21:44:47.943Z",
        "2022-04-28T21:44:47.943Z, 2022-04-28T21:44:47.943Z",
        "2022-04-28 21:44, 2022-04-28T21:44:00Z",
        "2022-04-28, 2022-04-28T00:00:00Z",
        "2022-04-28T21:44:47-0330, 2022-04-29T01:14:47Z",
        "28/04/2022, "
    })
    void textsBecomeTimestamps(String text, @Nullable Instant expected) {
        assertThat(evaluate(new Cast(col(0, Primitive.STRING), Primitive.TIMESTAMP), text))
                .isEqualTo(expected);
    }

    @Test
    void mapsMayHaveANullKey() {
        var map =
                new MakeMap(
                        List.of(col(0, Primitive.STRING)),
                        List.of(number(10)),
                        new SqlType.Map(Primitive.STRING, Primitive.INTEGER));
        assertThat(evaluate(map, (Object) null)).isEqualTo(Collections.singletonMap(null, 10));
    }
}
