// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function;

import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.eval.Expressions;
import dev.bottledwater.engine.operator.Aggregation;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.analyze.Analyzer;
import dev.bottledwater.sql.ast.DataStatement;
import dev.bottledwater.sql.ast.Expression;
import dev.bottledwater.sql.ast.Literal;
import dev.bottledwater.sql.ast.Query;
import dev.bottledwater.sql.ast.SelectItem;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.function.ScalarSignature.Example;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.parse.SqlParser;
import dev.bottledwater.sql.plan.PlanNode;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.schema.RowSchema;
import dev.bottledwater.sql.schema.SourceKind;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.sql.typing.ExpressionText;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/** Runs examples of aggregate functions over their rows, whose columns are x, y and z. */
public final class AggregateExamples {
    private static final Pattern COLUMN = Pattern.compile("\\b[xyz]\\b");

    private final Analyzer analyzer;
    private final Expressions expressions;

    public AggregateExamples(FunctionRegistry functions) {
        this.analyzer = new Analyzer(functions);
        this.expressions = new Expressions(functions);
    }

    /** The value of an example. */
    public Expressions.Result evaluate(Example example) {
        var names = COLUMN.matcher(example.sql()).results().map(m -> m.group()).distinct().toList();
        var rows = example.rows().stream().map(this::row).toList();
        var columns = new ArrayList<Column>();
        for (int i = 0; i < names.size(); i++) {
            columns.add(new Column(names.get(i).toUpperCase(Locale.ROOT), type(rows, i)));
        }
        var query =
                query("SELECT K, %s AS A FROM V GROUP BY K EMIT CHANGES;".formatted(example.sql()));
        var project = (PlanNode.Project) analyzer.analyze(query, catalog(columns)).root();
        var aggregate = (PlanNode.Aggregate) project.input();
        var aggregation = Aggregation.overStream(aggregate.aggregates());
        var states = aggregation.initial();
        for (var row : rows) {
            var input =
                    aggregate.input().schema().columns().stream()
                            .map(c -> names.indexOf(c.name().toLowerCase(Locale.ROOT)))
                            .map(i -> i < 0 ? null : row.get(i).value())
                            .toArray();
            var arguments =
                    aggregate.aggregates().stream()
                            .flatMap(call -> call.arguments().stream())
                            .map(argument -> value(argument, Row.of(input)))
                            .toArray();
            states = aggregation.add(states, Row.of(arguments));
        }
        var result = project.values().getLast().expression();
        return new Expressions.Result(
                value(result, aggregation.result(Row.of("key"), states)), result.type(), List.of());
    }

    private static @Nullable Object value(TypedExpression expression, Row row) {
        return ExpressionCompiler.interpreter()
                .compile(expression, "an example")
                .evaluate(
                        row,
                        (sentence, _) -> {
                            throw new AssertionError(sentence);
                        });
    }

    /** The values of a row; a bare NULL has the type of the other values in its column. */
    private List<Cell> row(String text) {
        return query("SELECT %s FROM V EMIT CHANGES;".formatted(text)).select().stream()
                .map(item -> cell(((SelectItem.Single) item).expression()))
                .toList();
    }

    private Cell cell(Expression expression) {
        if (expression instanceof Literal.NullLiteral) {
            return new Cell(null, null);
        }
        var result = expressions.evaluate(ExpressionText.of(expression));
        return new Cell(result.value(), result.type());
    }

    private static SqlType type(List<List<Cell>> rows, int index) {
        return rows.stream()
                .map(row -> row.get(index).type())
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new AssertionError("a column has no value but NULL"));
    }

    private record Cell(@Nullable Object value, @Nullable SqlType type) {}

    private static Query query(String sql) {
        return ((DataStatement.Select) SqlParser.parseSingle(sql)).query();
    }

    private static Catalog catalog(List<Column> columns) {
        return Catalog.EMPTY.withSource(
                new Source(
                        "V",
                        SourceKind.STREAM,
                        RowSchema.of(List.of(new Column("K", Primitive.STRING)), columns),
                        "v",
                        FormatSpec.of("KAFKA"),
                        FormatSpec.of("JSON"),
                        null,
                        null,
                        false,
                        "CREATE STREAM V;",
                        null));
    }
}
