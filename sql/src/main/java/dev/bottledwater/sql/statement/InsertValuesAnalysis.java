// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.statement;

import dev.bottledwater.sql.ast.DataStatement;
import dev.bottledwater.sql.ast.Expression;
import dev.bottledwater.sql.ast.Identifier;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.error.Suggestions;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.plan.PseudoColumn;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.SourceKind;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.sql.typing.Clause;
import dev.bottledwater.sql.typing.ExpressionText;
import dev.bottledwater.sql.typing.ExpressionTyper;
import dev.bottledwater.sql.typing.Scope;
import dev.bottledwater.sql.typing.ValueCoercion;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** INSERT INTO … VALUES (language reference, section 8). */
final class InsertValuesAnalysis {
    private final DataStatement.InsertValues statement;
    private final Source target;
    private final ExpressionTyper typer;

    InsertValuesAnalysis(
            DataStatement.InsertValues statement, Catalog catalog, FunctionRegistry functions) {
        this.statement = statement;
        this.target = InsertTarget.of(statement.target(), catalog);
        this.typer =
                new ExpressionTyper(
                        Scope.empty(),
                        Clause.VALUES,
                        catalog,
                        functions,
                        call -> {
                            throw new SqlException(
                                    ErrorCode.INVALID_AGGREGATION,
                                    "VALUES can't hold aggregate functions: "
                                            + ExpressionText.of(call),
                                    call.span(),
                                    null);
                        });
    }

    AnalyzedStatement analyze() {
        var columns = columns();
        if (columns.size() != statement.values().size()) {
            throw new SqlException(
                    ErrorCode.INVALID_VALUE,
                    "Failed to prepare statement: Expected number columns and values to match: %d, %d"
                            .formatted(columns.size(), statement.values().size()),
                    statement.span(),
                    null);
        }
        var given = new HashMap<String, TypedExpression>();
        for (int i = 0; i < columns.size(); i++) {
            var column = columns.get(i);
            var value = statement.values().get(i);
            if (given.put(column.name(), coerced(column, value)) != null) {
                throw failure(
                        ErrorCode.DUPLICATE_NAME,
                        "Column `%s` is named twice.".formatted(column.name()),
                        value,
                        null);
            }
        }
        checkKey(given);
        var values = new ArrayList<TypedExpression>();
        for (var column : target.schema().columns()) {
            var value = given.get(column.name());
            values.add(value == null ? new TypedExpression.Literal(null, column.type()) : value);
        }
        return new AnalyzedStatement.InsertValues(
                target, values, given.get(PseudoColumn.ROWTIME.name()));
    }

    private List<Column> columns() {
        if (statement.columns().isEmpty()) {
            return target.schema().columns();
        }
        checkNoHeaders();
        var columns = new ArrayList<Column>();
        for (var name : statement.columns()) {
            int index = target.schema().indexOf(name.text());
            if (index >= 0) {
                columns.add(target.schema().columns().get(index));
            } else if (name.text().equals(PseudoColumn.ROWTIME.name())) {
                columns.add(new Column(name.text(), Primitive.BIGINT));
            } else if (PseudoColumn.isName(name.text())) {
                throw new SqlException(
                        ErrorCode.INVALID_COLUMN,
                        "Inserting into column `%s` is not allowed.".formatted(name.text()),
                        name.span(),
                        null);
            } else {
                var hint =
                        Suggestions.didYouMean(
                                name.text(),
                                target.schema().columns().stream().map(Column::name).toList());
                throw new SqlException(
                        ErrorCode.UNKNOWN_COLUMN,
                        "Failed to insert values into '%s'. Column name `%s` does not exist."
                                .formatted(target.name(), name.text()),
                        name.span(),
                        hint.isEmpty() ? null : hint);
            }
        }
        return columns;
    }

    private void checkNoHeaders() {
        var headers =
                statement.columns().stream()
                        .filter(
                                c ->
                                        target.headers().stream()
                                                .anyMatch(h -> h.name().equals(c.text())))
                        .toList();
        if (!headers.isEmpty()) {
            throw new SqlException(
                    ErrorCode.INVALID_COLUMN,
                    "Cannot insert into HEADER columns: "
                            + headers.stream()
                                    .map(Identifier::text)
                                    .collect(Collectors.joining(", ")),
                    headers.getFirst().span(),
                    "Leave them out: headers can't be written.");
        }
    }

    private TypedExpression coerced(Column column, Expression value) {
        var typing = typer.typing(value);
        var typed = typing.typed();
        if (typed == null) {
            return new TypedExpression.Literal(null, column.type());
        }
        return ValueCoercion.inserted(typed, column.type())
                .orElseThrow(
                        () ->
                                failure(
                                        ErrorCode.TYPE_MISMATCH,
                                        "Expected type %s for field `%s` but got %s(%s)"
                                                .formatted(
                                                        column.type(),
                                                        column.name(),
                                                        typed.type(),
                                                        typing.stringLiteral() == null
                                                                ? typing.text()
                                                                : typing.stringLiteral()),
                                        value,
                                        null));
    }

    private void checkKey(Map<String, TypedExpression> given) {
        if (target.kind() != SourceKind.TABLE) {
            return;
        }
        for (var key : target.schema().key()) {
            var value = given.get(key.name());
            if (value == null
                    || (value instanceof TypedExpression.Literal l && l.value() == null)) {
                throw failure(
                        ErrorCode.INVALID_KEY,
                        "Value for primary key column(s) `%s` is required for tables"
                                .formatted(key.name()),
                        statement.values().getFirst(),
                        null);
            }
        }
    }

    private SqlException failure(
            ErrorCode code, String reason, Expression at, @Nullable String hint) {
        return new SqlException(
                code,
                "Failed to insert values into '%s'. %s".formatted(target.name(), reason),
                at.span(),
                hint);
    }
}
