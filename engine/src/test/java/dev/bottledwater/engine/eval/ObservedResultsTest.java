// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.bottledwater.engine.SharedFiles;
import dev.bottledwater.engine.function.BuiltInFunctions;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.sql.type.StructValue;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every expression that a real server was asked for has the type and results that it answered. */
class ObservedResultsTest {

    /** Where we differ on purpose, each with the reason. */
    private static final Map<String, String> EXCEPTIONS =
            Map.of(
                    "ARRAY_SORT(AI)",
                    "that server sorts the column in place, and the query also sorted it downwards",
                    "S LIKE 'H\\_llo%' ESCAPE '\\'",
                    "that server takes its text for one without an end, which it isn't",
                    "S || '!'",
                    "that server can't name the function behind ||, we join the strings",
                    "ROWPARTITION",
                    "a rule of pull queries, which has its own tests",
                    "ROWOFFSET",
                    "a rule of pull queries, which has its own tests");

    private static final List<Column> COLUMNS =
            List.of(
                    new Column("I", Primitive.INTEGER),
                    new Column("L", Primitive.BIGINT),
                    new Column("F", Primitive.DOUBLE),
                    new Column("DC", new SqlType.Decimal(6, 2)),
                    new Column("S", Primitive.STRING),
                    new Column("BO", Primitive.BOOLEAN),
                    new Column("BB", Primitive.BYTES),
                    new Column("D", Primitive.DATE),
                    new Column("T", Primitive.TIME),
                    new Column("TS", Primitive.TIMESTAMP),
                    new Column("AI", new SqlType.Array(Primitive.INTEGER)),
                    new Column("AV", new SqlType.Array(Primitive.STRING)),
                    new Column("M", new SqlType.Map(Primitive.STRING, Primitive.INTEGER)),
                    new Column(
                            "ST",
                            new SqlType.Struct(
                                    List.of(
                                            new SqlType.Field("A", Primitive.INTEGER),
                                            new SqlType.Field("B", Primitive.STRING)))));

    private static final Expressions ON_VALUES = on(values());
    private static final Expressions ON_NULLS = on(Map.of("K", "n", "ROWTIME", 1_700_000_000_000L));

    private static Expressions on(Map<String, Object> row) {
        return new Expressions(BuiltInFunctions.registry(), COLUMNS, row);
    }

    private static Map<String, Object> values() {
        var values = new HashMap<String, Object>();
        values.put("K", "v");
        values.put("ROWTIME", 1_700_000_000_000L);
        values.put("I", 7);
        values.put("L", -9_000_000_000L);
        values.put("F", 2.5);
        values.put("DC", new BigDecimal("123.45"));
        values.put("S", "Hello, World");
        values.put("BO", true);
        values.put("BB", ByteBuffer.wrap(new byte[] {1, 2, 3}));
        values.put("D", LocalDate.of(2026, 2, 28));
        values.put("T", LocalTime.of(23, 59, 58));
        values.put("TS", Instant.parse("2026-02-28T23:59:58.987Z"));
        values.put("AI", List.of(3, 1, 2, 1));
        values.put("AV", List.of("b", "a", "c"));
        var map = new LinkedHashMap<String, Integer>();
        map.put("x", 1);
        map.put("y", 2);
        values.put("M", map);
        values.put("ST", StructValue.of(5, "bee"));
        return values;
    }

    private record Observation(String expression, String type, String onValues, String onNulls) {

        boolean isRefused() {
            return type.equals("REFUSED");
        }

        /** The product crashed, which nothing follows from. */
        boolean isCrash() {
            return onValues.contains("internal error");
        }
    }

    @TestFactory
    Stream<DynamicTest> expressionsGiveWhatWasObserved() throws IOException {
        var lines = SharedFiles.lines("spec/observed/expressions.md");
        if (lines.isEmpty()) {
            return Stream.empty();
        }
        var observations =
                lines.get().stream()
                        .filter(line -> line.startsWith("| `"))
                        .map(ObservedResultsTest::observation)
                        .filter(o -> !o.isCrash())
                        .toList();
        var tests =
                observations.stream()
                        .filter(o -> !EXCEPTIONS.containsKey(o.expression()))
                        .map(o -> dynamicTest(o.expression(), () -> check(o)))
                        .toList();
        EXCEPTIONS.forEach((e, reason) -> System.out.println("differs: " + e + ": " + reason));
        System.out.println(
                "%d of %d observed expressions are checked: types, results and refusals"
                        .formatted(tests.size(), observations.size()));
        assertThat(tests).hasSizeGreaterThan(240);
        return tests.stream();
    }

    private static Observation observation(String line) {
        var cells =
                Stream.of(line.split("(?<!\\\\)\\|"))
                        .map(cell -> cell.strip().replace("\\|", "|"))
                        .toList();
        return new Observation(
                cells.get(1).replaceAll("^`|`$", ""), cells.get(2), cells.get(3), cells.get(4));
    }

    private static void check(Observation observation) {
        if (observation.isRefused()) {
            var refusal =
                    catchThrowableOfType(
                            SqlException.class, () -> ON_VALUES.evaluate(observation.expression()));
            // the rest of the text is the schema, which our messages don't repeat
            var text =
                    observation.onValues().replaceAll("(, schema:.*|^Exception while .*?: )", "");
            assertThat(refusal).isNotNull();
            assertThat(refusal.message()).contains(text);
            return;
        }
        try {
            var onValues = ON_VALUES.evaluate(observation.expression());
            assertThat(onValues.type()).hasToString(observation.type());
            assertThat(onValues.json()).describedAs("row v").isEqualTo(observation.onValues());
            assertThat(ON_NULLS.evaluate(observation.expression()).json())
                    .describedAs("row n")
                    .isEqualTo(observation.onNulls());
        } catch (SqlException e) {
            throw new AssertionError(e.message(), e);
        }
    }
}
