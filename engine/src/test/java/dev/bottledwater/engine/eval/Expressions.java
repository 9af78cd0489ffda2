// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval;

import dev.bottledwater.engine.operator.FlatMapping;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.analyze.Analyzer;
import dev.bottledwater.sql.ast.DataStatement;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.parse.SqlParser;
import dev.bottledwater.sql.plan.PlanNode;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.schema.RowSchema;
import dev.bottledwater.sql.schema.SourceKind;
import dev.bottledwater.sql.type.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Evaluates texts of expressions over one row, through parser, analyzer and interpreter. */
public final class Expressions {
    private final Analyzer analyzer;
    private final Catalog catalog;
    private final Map<String, Object> row;

    /** A value and its type, and what was logged on the way. */
    public record Result(@Nullable Object value, SqlType type, List<String> errors) {

        /** The value as an answer of the REST API shows it. */
        public String json() {
            return AnswerText.JSON.of(value, type);
        }
    }

    /** Over a row without columns. */
    public Expressions(FunctionRegistry functions) {
        this(functions, "`key`", List.of(), Map.of());
    }

    /**
     * Over a row of the stream V with the key K.
     *
     * @param row the values by column; columns that it lacks are null
     */
    public Expressions(FunctionRegistry functions, List<Column> columns, Map<String, Object> row) {
        this(functions, "K", columns, row);
    }

    private Expressions(
            FunctionRegistry functions, String key, List<Column> columns, Map<String, Object> row) {
        this.analyzer = new Analyzer(functions);
        this.row = row;
        this.catalog =
                Catalog.EMPTY.withSource(
                        new Source(
                                "V",
                                SourceKind.STREAM,
                                RowSchema.of(
                                        List.of(new Column(key, SqlType.Primitive.STRING)),
                                        columns),
                                "v",
                                FormatSpec.of("KAFKA"),
                                FormatSpec.of("JSON"),
                                null,
                                null,
                                false,
                                "CREATE STREAM V;",
                                null));
    }

    /**
     * The value of an expression.
     *
     * @throws dev.bottledwater.sql.error.SqlException when it is refused
     */
    public Result evaluate(String sql) {
        return rows(sql, ExpressionCompiler.interpreter()).getFirst();
    }

    /**
     * The values in the rows that a SELECT of an expression has: one, unless there are table
     * functions in it.
     *
     * @throws dev.bottledwater.sql.error.SqlException when it is refused
     */
    public List<Result> rows(String sql, ExpressionCompiler compiler) {
        var query =
                ((DataStatement.Select)
                                SqlParser.parseSingle(
                                        "SELECT %s AS X FROM V EMIT CHANGES;".formatted(sql)))
                        .query();
        var plan = analyzer.analyze(query, catalog);
        var project = (PlanNode.Project) plan.root();
        var expression =
                project.values().isEmpty()
                        ? new TypedExpression.ColumnRef(0, "K", SqlType.Primitive.STRING)
                        : project.values().getLast().expression();
        return rows(project.input(), expression, compiler);
    }

    private List<Result> rows(
            PlanNode input, TypedExpression expression, ExpressionCompiler compiler) {
        var evaluator = compiler.compile(expression, "column `X`");
        var source = input instanceof PlanNode.FlatMap(var inner, _) ? inner : input;
        var values =
                Row.of(
                        source.schema().columns().stream()
                                .map(column -> row.get(column.name()))
                                .toArray());
        var results = new ArrayList<Result>();
        var errors = new ArrayList<String>();
        EvaluationErrors log = (sentence, _) -> errors.add(sentence);
        Consumer<Row> each =
                r -> results.add(new Result(evaluator.evaluate(r, log), expression.type(), errors));
        if (input instanceof PlanNode.FlatMap(_, var lists)) {
            FlatMapping.of(lists, compiler).apply(values, log, each);
        } else {
            each.accept(values);
        }
        return results;
    }
}
