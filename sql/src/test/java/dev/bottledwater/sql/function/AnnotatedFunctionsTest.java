// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.udf.FunctionCategory;
import dev.bottledwater.udf.Parameter;
import dev.bottledwater.udf.ScalarFunction;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

class AnnotatedFunctionsTest {

    @FunctionCategory("STRING")
    public static final class Good {
        @ScalarFunction(name = "ucase", description = "Upper case.")
        public static String ucase(@Parameter(name = "input") String input) {
            return input.toUpperCase(java.util.Locale.ROOT);
        }

        @ScalarFunction(name = "CONCAT", acceptsNulls = true)
        public static String concat(@Nullable String... inputs) {
            var out = new StringBuilder();
            for (var i : inputs) {
                out.append(i == null ? "" : i);
            }
            return out.toString();
        }

        @ScalarFunction(name = "ABS", category = "MATHEMATICAL")
        public static BigDecimal abs(BigDecimal val) {
            return val.abs();
        }

        @ScalarFunction(name = "PLUS")
        public static long plus(long a, int b) {
            return a + b;
        }

        @ScalarFunction(name = "ROUND", returnsBy = "rounded")
        public static BigDecimal round(BigDecimal val) {
            return val;
        }

        public static String rounded(List<String> arguments) {
            return arguments.getFirst().equals("DECIMAL(2, 1)") ? "DECIMAL(1, 0)" : "DECIMAL(9,0)";
        }

        @ScalarFunction(name = "ENTRIES", returns = "ARRAY<STRUCT<K STRING, V T>>")
        public static <T> List<Object> entries(Map<String, T> map, boolean sorted) {
            return List.of();
        }

        @ScalarFunction(name = "TRANSFORM")
        public static <T, R> List<R> transform(List<T> array, Function<T, R> function) {
            return array.stream().map(function).toList();
        }

        @ScalarFunction(name = "DATEADD")
        public static LocalDate dateAdd(ChronoUnit unit, int interval, LocalDate date) {
            return date.plus(interval, unit);
        }

        @ScalarFunction(name = "TYPE_NAME", acceptsNulls = true)
        public static String typeName(CallTypes types, @Nullable Object value) {
            return types.arguments().getFirst() + "=" + value;
        }

        @ScalarFunction(name = "THROWS")
        public static String fails(String message) throws IOException {
            throw new IOException(message);
        }
    }

    public static final class NotStatic {
        @ScalarFunction(name = "F")
        public String f() {
            return "";
        }
    }

    public static final class BadType {
        @ScalarFunction(name = "F")
        public static String f(Thread t) {
            return "";
        }
    }

    public static final class PrimitiveNull {
        @ScalarFunction(name = "F", acceptsNulls = true)
        public static String f(int i) {
            return "";
        }
    }

    private static final FunctionRegistry REGISTRY =
            new FunctionRegistry(AnnotatedFunctions.load(Good.class), List.of());

    private static ScalarSignature function(String name) {
        return REGISTRY.scalar(name).getFirst();
    }

    private static Object call(String name, Object... arguments) {
        return function(name).invoker().call(arguments);
    }

    @Test
    void signaturesTellTheSqlTypes() {
        assertThat(AnnotatedFunctions.load(Good.class).stream().map(ScalarSignature::id))
                .containsExactlyInAnyOrder(
                        "UCASE(STRING)",
                        "CONCAT(STRING...)",
                        "ABS(DECIMAL)",
                        "PLUS(BIGINT,INTEGER)",
                        "ROUND(DECIMAL)",
                        "ENTRIES(MAP<STRING,T>,BOOLEAN)",
                        "TRANSFORM(ARRAY<T>,LAMBDA (T) => R)",
                        "DATEADD(INTERVALUNIT,INTEGER,DATE)",
                        "TYPE_NAME(ANY)",
                        "THROWS(STRING)");
        assertThat(function("UCASE").parameters().getFirst().name()).isEqualTo("input");
        assertThat(function("UCASE").documentation().category()).isEqualTo("STRING");
        assertThat(function("ABS").documentation().category()).isEqualTo("MATHEMATICAL");
    }

    @Test
    void resultTypesFollowTheArguments() {
        var decimal = new SqlType.Decimal(6, 2);
        assertThat(function("ABS").result().of(List.of(decimal))).isEqualTo(decimal);
        assertThat(function("ROUND").result().of(List.of(new SqlType.Decimal(2, 1))))
                .isEqualTo(new SqlType.Decimal(1, 0));
        var map = new SqlType.Map(Primitive.STRING, Primitive.DATE);
        assertThat(function("ENTRIES").result().of(List.of(map, Primitive.BOOLEAN)))
                .hasToString("ARRAY<STRUCT<`K` STRING, `V` DATE>>");
        assertThat(
                        function("TRANSFORM")
                                .result()
                                .of(
                                        List.of(
                                                new SqlType.Array(Primitive.STRING),
                                                Primitive.INTEGER)))
                .hasToString("ARRAY<INTEGER>");
    }

    @Test
    void aNullArgumentGivesNullUnlessTheFunctionAcceptsIt() {
        assertThat(call("UCASE", (Object) null)).isNull();
        assertThat(call("PLUS", 1L, null)).isNull();
        assertThat(call("CONCAT", "a", null, "b")).isEqualTo("ab");
        assertThat(call("CONCAT")).isEqualTo("");
    }

    @Test
    void callsConvertBoxesUnitsAndBindTypes() {
        assertThat(call("PLUS", 40L, 2)).isEqualTo(42L);
        assertThat(call("DATEADD", "DAYS", 1, LocalDate.of(2026, 2, 28)))
                .isEqualTo(LocalDate.of(2026, 3, 1));
        var typed = function("TYPE_NAME").invoker();
        assertThatThrownBy(() -> typed.call(new Object[] {1}))
                .isInstanceOf(IllegalStateException.class);
        assertThat(
                        typed.bind(new CallTypes(List.of(Primitive.INTEGER), Primitive.STRING))
                                .call(new Object[] {1}))
                .isEqualTo("INTEGER=1");
    }

    @Test
    void checkedExceptionsKeepTheirMessage() {
        assertThatThrownBy(() -> call("THROWS", "broken"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken");
    }

    @Test
    void badMethodsAreRefusedWithTheReason() {
        assertThatThrownBy(() -> AnnotatedFunctions.load(NotStatic.class))
                .hasMessageContaining("NotStatic.f can't be a SQL function: it is not static");
        assertThatThrownBy(() -> AnnotatedFunctions.load(BadType.class))
                .hasMessageContaining("java.lang.Thread stands for no SQL type");
        assertThatThrownBy(() -> AnnotatedFunctions.load(PrimitiveNull.class))
                .hasMessageContaining("accepts nulls");
    }
}
