// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.SourceKind;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every expression that a real server was asked for has the type that it answered. */
class ObservedTypesTest {
    /** Where the answer isn't what the signatures say; each with its reason. */
    private static final Map<String, String> EXCEPTIONS =
            Map.of(
                    "ROUND(2.5)",
                    "the result type depends on the scale, which the signature's text can't say");

    private static final Catalog CATALOG =
            Catalog.EMPTY.withSource(
                    TestCatalog.source(
                            "V",
                            SourceKind.STREAM,
                            List.of(new Column("K", Primitive.STRING)),
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
                                    new Column(
                                            "M",
                                            new SqlType.Map(Primitive.STRING, Primitive.INTEGER)),
                                    new Column(
                                            "ST",
                                            new SqlType.Struct(
                                                    List.of(
                                                            new SqlType.Field(
                                                                    "A", Primitive.INTEGER),
                                                            new SqlType.Field(
                                                                    "B", Primitive.STRING))))),
                            null));

    private static Analyzer analyzer() throws IOException {
        return new Analyzer(ObservedFunctions.load());
    }

    @TestFactory
    Stream<DynamicTest> expressionsHaveTheObservedTypes() throws IOException {
        var lines = SharedFiles.lines("spec/observed/expressions.md");
        if (lines.isEmpty()) {
            return Stream.empty();
        }
        var analyzer = analyzer();
        var tests = new ArrayList<DynamicTest>();
        for (var line : lines.get()) {
            var cells = line.split("(?<!\\\\)\\|");
            if (!line.startsWith("| `") || cells.length < 4) {
                continue;
            }
            var expression = cells[1].strip().replace("\\|", "|");
            expression = expression.substring(1, expression.length() - 1);
            var type = cells[2].strip();
            if (type.equals("REFUSED")) {
                continue;
            }
            if (EXCEPTIONS.containsKey(expression)) {
                System.out.println("skipped: " + expression + ": " + EXCEPTIONS.get(expression));
                continue;
            }
            var sql = "SELECT " + expression + " AS X FROM V EMIT CHANGES";
            tests.add(
                    dynamicTest(
                            expression, () -> assertThat(typeOf(analyzer, sql)).isEqualTo(type)));
        }
        assertThat(tests).hasSizeGreaterThan(200);
        return tests.stream();
    }

    private static String typeOf(Analyzer analyzer, String sql) {
        try {
            var plan = analyzer.analyze(TestCatalog.query(sql), CATALOG);
            return plan.root()
                    .schema()
                    .columns()
                    .get(plan.output().getFirst().index())
                    .type()
                    .toString();
        } catch (SqlException e) {
            throw new AssertionError(e.message(), e);
        }
    }
}
