// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.sql.type.StructValue;
import dev.bottledwater.udf.BadArgumentException;
import dev.bottledwater.udf.Parameter;
import dev.bottledwater.udf.ScalarFunction;
import dev.bottledwater.udf.Struct;
import dev.bottledwater.udf.TableFunction;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What functions that users write may take, give and do. */
class UserFunctionsTest {
    private static final String PERSON =
            "STRUCT<`NAME` STRING, `AGE` INTEGER, `Balance` DECIMAL(6, 2)>";

    public record Person(
            String name,
            int age,
            @Parameter(name = "Balance", type = "DECIMAL(6, 2)") @Nullable BigDecimal balance) {}

    public record Team(String title, List<Person> members, Map<String, Person> byRole) {}

    public static final class Good {
        private final List<Object> seen = new ArrayList<>();

        @ScalarFunction(name = "OLDER")
        public static Person older(Person person, int years) {
            return new Person(
                    person.name(),
                    person.age() + years,
                    new BigDecimal(years).scaleByPowerOfTen(-3));
        }

        @ScalarFunction(name = "OLDEST", acceptsNulls = true)
        public static @Nullable String oldest(@Nullable Person... people) {
            return Arrays.stream(people)
                    .filter(p -> p != null)
                    .max(java.util.Comparator.comparing(Person::age))
                    .map(Person::name)
                    .orElse(null);
        }

        @ScalarFunction(name = "TEAM")
        public static Team team(String title, List<Person> members) {
            return new Team(title, members, Map.of("boss", members.getFirst()));
        }

        @ScalarFunction(name = "FIELD_NAMES")
        public static List<String> names(Struct struct) {
            return List.copyOf(struct.fields().keySet());
        }

        @ScalarFunction(name = "PAIR", returns = "STRUCT<A STRING, B ARRAY<STRUCT<C TIMESTAMP>>>")
        public static Struct pair(@Parameter(type = "STRUCT<X STRING>") Struct struct) {
            var c = Struct.of(Map.of("C", Instant.parse("2026-01-01T00:00:00.123456Z")));
            var fields = new LinkedHashMap<String, Object>();
            fields.put("B", List.of(c));
            fields.put("A", struct.fields().get("X"));
            return Struct.of(fields);
        }

        @ScalarFunction(name = "CALLS")
        public int calls(String any) {
            seen.add(any);
            return seen.size();
        }

        @ScalarFunction(name = "WIDE", returns = "DECIMAL(3, 1)")
        public static BigDecimal wide(String text) {
            return new BigDecimal(text);
        }

        @ScalarFunction(name = "HALF", integersToo = true)
        public static double half(double value) {
            return value / 2;
        }

        @ScalarFunction(name = "FAILS")
        public static String fails(int how) throws IOException {
            switch (how) {
                case 0 -> throw new IOException("checked");
                case 1 -> throw new AssertionError("an error");
                case 2 -> throw new NoClassDefFoundError("x/Y");
                case 3 -> throw new BadArgumentException("how is 3");
                case 4 -> throw new OutOfMemoryError("of the machine");
                default -> {
                    return fails(how);
                }
            }
        }

        @TableFunction(name = "MEMBERS", returns = "STRUCT<NAME STRING>")
        public static List<Struct> members(List<Person> people) {
            return people.stream()
                    .map(p -> Struct.of(Map.<String, Object>of("NAME", p.name())))
                    .toList();
        }
    }

    public static final class OpenDecimal {
        @ScalarFunction(name = "F")
        public static BigDecimal f(String text) {
            return new BigDecimal(text);
        }
    }

    public static final class OpenVariable {
        @ScalarFunction(name = "F", returns = "ARRAY<T>")
        public static List<Object> f(String text) {
            return List.of();
        }
    }

    public static final class NoList {
        @TableFunction(name = "F")
        public static String f(String text) {
            return text;
        }
    }

    public static final class NoConstructor {
        private NoConstructor(int ignored) {}

        @ScalarFunction(name = "F")
        public String f(String text) {
            return text;
        }
    }

    public static final class OtherResult {
        @ScalarFunction(name = "F", returns = "BIGINT")
        public static int f(String text) {
            return 1;
        }
    }

    public static final class OtherParameter {
        @ScalarFunction(name = "F")
        public static int f(@Parameter(type = "ARRAY<STRING>") Map<String, String> map) {
            return 1;
        }
    }

    public static final class TypedRecord {
        @ScalarFunction(name = "F")
        public static int f(@Parameter(type = "STRUCT<A INT>") Person person) {
            return 1;
        }
    }

    private record Hidden(String a) {}

    public static final class HiddenRecord {
        @ScalarFunction(name = "F")
        public static String f(Hidden hidden) {
            return "";
        }
    }

    private static final FunctionRegistry REGISTRY =
            new FunctionRegistry(
                    AnnotatedFunctions.load(FunctionOrigin.USER, Good.class),
                    AnnotatedFunctions.loadTables(FunctionOrigin.USER, Good.class),
                    List.of());

    private static ScalarSignature.Invoker bound(String name, SqlType... types) {
        var overloads = new ArrayList<>(REGISTRY.scalar(name));
        overloads.addAll(REGISTRY.table(name));
        var function =
                overloads.stream()
                        .filter(o -> o.variadic() || matches(o, types))
                        .findFirst()
                        .orElseThrow();
        var result = function.result().of(List.of(types));
        return function.invoker().bind(new CallTypes(List.of(types), result));
    }

    private static boolean matches(ScalarSignature overload, SqlType... types) {
        return FunctionResolver.scalar(
                        List.of(overload),
                        Arrays.stream(types).<Argument>map(Argument.Value::new).toList())
                instanceof FunctionResolver.Resolution.Found<?>;
    }

    private static SqlType type(String text) {
        return TypeText.result(text, List.of()).of(List.of());
    }

    private static StructValue person(String name, int age) {
        return StructValue.of(name, age, null);
    }

    @Test
    void recordsAreStructs() {
        var older = REGISTRY.scalar("OLDER").getFirst();
        assertThat(older.result().of(List.of(type(PERSON), Primitive.INTEGER))).hasToString(PERSON);
        var call = bound("OLDER", type(PERSON), Primitive.INTEGER);

        assertThat(call.call(new Object[] {person("ada", 36), 5}))
                .isEqualTo(StructValue.of("ada", 41, new BigDecimal("0.01")));
        assertThat(call.call(new @Nullable Object[] {null, 5})).isNull();
        assertThatThrownBy(() -> call.call(new Object[] {StructValue.of("ada", null, null), 5}))
                .isInstanceOf(BadArgumentException.class)
                .hasMessage("the field AGE of its argument is null");
    }

    @Test
    void recordsMayBeVariadicAndNested() {
        var oldest = bound("OLDEST", type(PERSON), type(PERSON), type(PERSON));
        assertThat(oldest.call(new @Nullable Object[] {person("a", 1), null, person("b", 2)}))
                .isEqualTo("b");

        var team = bound("TEAM", Primitive.STRING, new SqlType.Array(type(PERSON)));
        var ada = person("ada", 36);
        assertThat(team.call(new Object[] {"t", List.of(ada)}))
                .isEqualTo(StructValue.of("t", List.of(ada), Map.of("boss", ada)));
    }

    @Test
    void structsWithoutARecordAreMatchedByName() {
        var names = bound("FIELD_NAMES", type(PERSON));
        assertThat(names.call(new Object[] {person("a", 1)}))
                .isEqualTo(List.of("NAME", "AGE", "Balance"));

        var pair = bound("PAIR", type("STRUCT<X STRING>"));
        assertThat(pair.call(new Object[] {StructValue.of("x")}))
                .isEqualTo(
                        StructValue.of(
                                "x",
                                List.of(
                                        StructValue.of(
                                                Instant.parse("2026-01-01T00:00:00.123Z")))));

        var members = bound("MEMBERS", new SqlType.Array(type(PERSON)));
        assertThat(members.call(new Object[] {List.of(person("a", 1))}))
                .isEqualTo(List.of(StructValue.of("a")));
    }

    @Test
    void eachCallOfAnInstanceMethodHasAnInstanceOfItsOwn() {
        var one = bound("CALLS", Primitive.STRING);
        var other = bound("CALLS", Primitive.STRING);
        one.call(new Object[] {"a"});

        assertThat(one.call(new Object[] {"b"})).isEqualTo(2);
        assertThat(other.call(new Object[] {"b"})).isEqualTo(1);
    }

    @Test
    void decimalsAreFittedToTheirType() {
        var wide = bound("WIDE", Primitive.STRING);
        assertThat(wide.call(new Object[] {"1.25"})).isEqualTo(new BigDecimal("1.3"));
        assertThatThrownBy(() -> wide.call(new Object[] {"100"}))
                .isInstanceOf(BadArgumentException.class)
                .hasMessage("its result has more digits than DECIMAL(3, 1) holds");
    }

    @Test
    void wholeNumbersMayStandForDoubles() {
        assertThat(bound("HALF", Primitive.BIGINT).call(new Object[] {3L})).isEqualTo(1.5);
    }

    @Test
    void whateverAFunctionThrowsIsAFailureOfItsCallUnlessTheMachineIsBroken() {
        var fails = bound("FAILS", Primitive.INTEGER);
        assertThatThrownBy(() -> fails.call(new Object[] {0}))
                .isInstanceOf(UndeclaredThrowableException.class)
                .hasCauseInstanceOf(IOException.class);
        assertThatThrownBy(() -> fails.call(new Object[] {1}))
                .isInstanceOf(RuntimeException.class)
                .hasCauseInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> fails.call(new Object[] {2}))
                .isInstanceOf(RuntimeException.class)
                .hasCauseInstanceOf(NoClassDefFoundError.class);
        assertThatThrownBy(() -> fails.call(new Object[] {3}))
                .isInstanceOf(BadArgumentException.class);
        assertThatThrownBy(() -> fails.call(new Object[] {4})).isInstanceOf(OutOfMemoryError.class);
        assertThatThrownBy(() -> fails.call(new Object[] {5}))
                .isInstanceOf(RuntimeException.class)
                .hasCauseInstanceOf(StackOverflowError.class);
    }

    @Test
    void badMethodsAreRefusedWithTheReason() {
        assertRefused(
                OpenDecimal.class, "the precision and scale of its result 'DECIMAL' are open");
        assertRefused(OpenVariable.class, "no parameter tells what T in its result 'ARRAY<T>' is");
        assertRefused(NoList.class, "it returns no java.util.List with the values of the rows");
        assertRefused(NoConstructor.class, "has no public constructor without parameters");
        assertRefused(OtherResult.class, "its annotation says BIGINT, but int is INTEGER");
        assertRefused(
                OtherParameter.class,
                "its annotation says ARRAY<STRING>, but java.util.Map<java.lang.String, java.lang.String> is MAP");
        assertRefused(TypedRecord.class, "is a record, which tells its type by itself");
        assertRefused(HiddenRecord.class, "and its constructor must be public");
    }

    private static void assertRefused(Class<?> owner, String reason) {
        assertThatThrownBy(
                        () -> {
                            AnnotatedFunctions.load(FunctionOrigin.USER, owner);
                            AnnotatedFunctions.loadTables(FunctionOrigin.USER, owner);
                        })
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(owner.getSimpleName() + ".f can't be a SQL function: ")
                .hasMessageContaining(reason);
    }

    @Test
    void aNameBelongsToOneKindOfFunction() {
        var scalars = AnnotatedFunctions.load(FunctionOrigin.USER, Good.class);
        assertThatThrownBy(() -> REGISTRY.with(scalars, List.of(), List.of()))
                .hasMessageStartingWith("two overloads ");
        assertThatThrownBy(() -> REGISTRY.with(List.of(), scalars, List.of()))
                .hasMessageEndingWith("is both a scalar and a table function");
    }
}
