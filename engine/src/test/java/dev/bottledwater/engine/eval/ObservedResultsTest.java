// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.bottledwater.engine.function.BuiltInFunctions;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.analyze.Analyzer;
import dev.bottledwater.sql.ast.DataStatement;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.parse.SqlParser;
import dev.bottledwater.sql.plan.PlanNode;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.schema.RowSchema;
import dev.bottledwater.sql.schema.SourceKind;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.sql.type.StructValue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every expression that a real server was asked for has the type and results that it answered. */
class ObservedResultsTest {
    private static final Pattern CALL = Pattern.compile("\\b([A-Z][A-Z0-9_]*)\\(");

    /** Where we differ on purpose, each with the reason. */
    private static final Map<String, String> EXCEPTIONS = Map.of();

    /** Calls in form, but syntax of the language. */
    private static final List<String> SYNTAX =
            List.of("CAST", "MAP", "STRUCT", "DECIMAL", "IN", "ARRAY");

    private static final Map<String, Object> VALUES = values();

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

    private static final Catalog CATALOG =
            Catalog.EMPTY.withSource(
                    new Source(
                            "V",
                            SourceKind.STREAM,
                            RowSchema.of(List.of(new Column("K", Primitive.STRING)), COLUMNS),
                            "v",
                            FormatSpec.of("KAFKA"),
                            FormatSpec.of("JSON"),
                            null,
                            null,
                            false,
                            "CREATE STREAM V;",
                            null));

    private static Map<String, Object> values() {
        var map = new LinkedHashMap<String, Integer>();
        map.put("x", 1);
        map.put("y", 2);
        var values = new LinkedHashMap<String, Object>();
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
        values.put("M", map);
        values.put("ST", StructValue.of(5, "bee"));
        return values;
    }

    private record Observation(String expression, String type, String onValues, String onNulls) {}

    @TestFactory
    Stream<DynamicTest> expressionsGiveWhatWasObserved() throws IOException {
        var observations = observations();
        var functions = BuiltInFunctions.registry();
        var analyzer = new Analyzer(functions);
        var tests = new ArrayList<DynamicTest>();
        var missing = new ArrayList<String>();
        for (var observation : observations) {
            var reason = EXCEPTIONS.get(observation.expression());
            if (reason != null) {
                System.out.println("skipped: " + observation.expression() + ": " + reason);
            } else if (!calledFunctions(observation.expression()).stream()
                    .allMatch(f -> isKnown(functions, f))) {
                missing.add(observation.expression());
            } else {
                tests.add(
                        dynamicTest(observation.expression(), () -> check(analyzer, observation)));
            }
        }
        if (!observations.isEmpty()) {
            System.out.println("skipped, for want of their functions: " + missing);
            assertThat(tests).hasSizeGreaterThan(150);
        }
        return tests.stream();
    }

    private static List<Observation> observations() throws IOException {
        for (var dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
            var file = dir.resolve("shared/spec/observed/expressions.md");
            if (Files.isRegularFile(file)) {
                return Files.readAllLines(file).stream()
                        .filter(line -> line.startsWith("| `"))
                        .map(line -> line.split("(?<!\\\\)\\|"))
                        .map(
                                cells ->
                                        List.of(cells).stream()
                                                .map(ObservedResultsTest::cell)
                                                .toList())
                        .filter(cells -> !cells.get(2).equals("REFUSED"))
                        .map(
                                cells ->
                                        new Observation(
                                                cells.get(1).replaceAll("^`|`$", ""),
                                                cells.get(2),
                                                cells.get(3),
                                                cells.get(4)))
                        .toList();
            }
        }
        System.out.println("skipped: shared/spec/observed is not beside the repository");
        return List.of();
    }

    private static String cell(String text) {
        return text.strip().replace("\\|", "|");
    }

    private static List<String> calledFunctions(String expression) {
        var withoutTexts = expression.replaceAll("'[^']*'", "''");
        return CALL.matcher(withoutTexts)
                .results()
                .map(r -> r.group(1))
                .filter(name -> !SYNTAX.contains(name))
                .toList();
    }

    private static boolean isKnown(FunctionRegistry functions, String name) {
        return !functions.scalar(name).isEmpty();
    }

    private static void check(Analyzer analyzer, Observation observation) {
        try {
            var query =
                    ((DataStatement.Select)
                                    SqlParser.parseSingle(
                                            "SELECT %s AS X FROM V EMIT CHANGES;"
                                                    .formatted(observation.expression())))
                            .query();
            var project = (PlanNode.Project) analyzer.analyze(query, CATALOG).root();
            var type = project.schema().columns().getLast().type();
            assertThat(type.toString()).isEqualTo(observation.type());
            assertThat(evaluate(project, "v", true))
                    .describedAs("row v")
                    .isEqualTo(observation.onValues());
            assertThat(evaluate(project, "n", false))
                    .describedAs("row n")
                    .isEqualTo(observation.onNulls());
        } catch (SqlException e) {
            throw new AssertionError(e.message(), e);
        }
    }

    private static String evaluate(PlanNode.Project project, String key, boolean withValues) {
        var values =
                project.input().schema().columns().stream()
                        .map(
                                column ->
                                        switch (column.name()) {
                                            case "K" -> key;
                                            case "ROWTIME" -> 1_700_000_000_000L;
                                            default ->
                                                    withValues ? VALUES.get(column.name()) : null;
                                        })
                        .toArray();
        if (project.values().isEmpty()) {
            return answer(key, Primitive.STRING);
        }
        var expression = project.values().getLast().expression();
        var result =
                ExpressionCompiler.interpreter()
                        .compile(expression, "column `X`")
                        .evaluate(
                                Row.of(values),
                                (sentence, _) -> assertThat(sentence).startsWith("column `X`: "));
        return answer(result, expression.type());
    }

    /** The value as it stands in a JSON answer. */
    private static String answer(@Nullable Object value, SqlType type) {
        if (value == null) {
            return "null";
        }
        return switch (type) {
            case Primitive.BOOLEAN, Primitive.INTEGER, Primitive.BIGINT -> value.toString();
            case Primitive.DOUBLE ->
                    Double.isFinite((double) value) ? value.toString() : quoted(value.toString());
            case SqlType.Decimal(_, int scale) -> {
                assertThat(((BigDecimal) value).scale()).isEqualTo(scale);
                yield ((BigDecimal) value).toPlainString();
            }
            case Primitive _ -> quoted(SqlText.of(type).text(value));
            case SqlType.Array(var element) ->
                    list(
                            ((List<?>) value).stream().map(e -> answer(e, element)).toList(),
                            "[",
                            "]");
            case SqlType.Map(_, var element) ->
                    list(
                            ((Map<?, ?>) value)
                                    .entrySet().stream()
                                            .map(
                                                    e ->
                                                            quoted((String) e.getKey())
                                                                    + ":"
                                                                    + answer(e.getValue(), element))
                                            .toList(),
                            "{",
                            "}");
            case SqlType.Struct(var fields) -> {
                var members = new ArrayList<String>();
                for (int i = 0; i < fields.size(); i++) {
                    var field = fields.get(i);
                    members.add(
                            quoted(field.name())
                                    + ":"
                                    + answer(((StructValue) value).get(i), field.type()));
                }
                yield list(members, "{", "}");
            }
        };
    }

    private static String list(List<String> items, String open, String close) {
        return open + String.join(",", items) + close;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
