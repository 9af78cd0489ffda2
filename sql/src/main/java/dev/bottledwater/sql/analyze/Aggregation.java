// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.analyze;

import dev.bottledwater.sql.ast.Expression;
import dev.bottledwater.sql.ast.Identifier;
import dev.bottledwater.sql.ast.Literal;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.function.AggregateSignature;
import dev.bottledwater.sql.function.Aggregator;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.function.FunctionResolver;
import dev.bottledwater.sql.function.FunctionResolver.Resolution;
import dev.bottledwater.sql.function.FunctionTexts;
import dev.bottledwater.sql.function.ResolvedCall;
import dev.bottledwater.sql.ir.Expressions;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.plan.AggregateCall;
import dev.bottledwater.sql.plan.NamedExpression;
import dev.bottledwater.sql.plan.PseudoColumn;
import dev.bottledwater.sql.typing.AggregateHandler;
import dev.bottledwater.sql.typing.CallTyper;
import dev.bottledwater.sql.typing.Clause;
import dev.bottledwater.sql.typing.ExpressionText;
import dev.bottledwater.sql.typing.ExpressionTyper;
import dev.bottledwater.sql.typing.Scope;
import dev.bottledwater.sql.typing.TableFunctionHandler;
import dev.bottledwater.sql.typing.Typing;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Collects the aggregate calls of a query and turns what was typed before the aggregation into what
 * reads its result.
 *
 * <p>SELECT and HAVING are typed over a virtual row: the columns of the input, WINDOWSTART,
 * WINDOWEND, then one column per aggregate call. {@link #overResult} maps it to the row that the
 * aggregation emits.
 */
final class Aggregation implements AggregateHandler {
    private static final String NAME = "KSQL_AGG_VARIABLE_";

    private final FromScope input;
    private final boolean windowed;
    private final Catalog catalog;
    private final FunctionRegistry functions;
    private final Map<String, String> properties;
    private final int width;
    private final List<AggregateCall> calls = new ArrayList<>();
    private final List<Aggregator> aggregators = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();

    /**
     * @param properties settings of functions
     */
    Aggregation(
            FromScope input,
            boolean windowed,
            Catalog catalog,
            FunctionRegistry functions,
            Map<String, String> properties) {
        this.input = input;
        this.windowed = windowed;
        this.catalog = catalog;
        this.functions = functions;
        this.properties = properties;
        this.width = input.node().schema().columns().size();
    }

    /** The calls found so far. */
    List<AggregateCall> calls() {
        return List.copyOf(calls);
    }

    /** The code of each call. */
    List<Aggregator> aggregators() {
        return List.copyOf(aggregators);
    }

    /** The calls as KSQL's messages show them, with ROWTIME for {@code *}. */
    List<String> texts() {
        return List.copyOf(texts);
    }

    /** Names as SELECT and HAVING see them: with the bounds of the windows in SELECT. */
    Scope scope() {
        return bounds(Clause.SELECT);
    }

    /** Names as GROUP BY and the arguments of aggregates see them. */
    Scope inputScope() {
        return bounds(null);
    }

    private Scope bounds(@Nullable Clause allowed) {
        if (!windowed) {
            return input;
        }
        return new Scope() {
            @Override
            public Optional<TypedExpression> resolve(
                    @Nullable Identifier source, Identifier name, Clause clause) {
                boolean end = name.text().equals(PseudoColumn.WINDOWEND.name());
                if (!end && !name.text().equals(PseudoColumn.WINDOWSTART.name())) {
                    return input.resolve(source, name, clause);
                }
                input.checkQualifier(source);
                if (clause != allowed) {
                    throw new SqlException(
                            ErrorCode.INVALID_AGGREGATION,
                            "Window bounds column %s can only be used in the SELECT clause of windowed aggregations and can not be passed to aggregate functions."
                                    .formatted(name.text()),
                            name.span(),
                            null);
                }
                var column = end ? PseudoColumn.WINDOWEND : PseudoColumn.WINDOWSTART;
                return Optional.of(
                        new TypedExpression.ColumnRef(
                                end ? width + 1 : width, column.name(), column.type()));
            }

            @Override
            public java.util.Collection<String> names() {
                return input.names();
            }
        };
    }

    @Override
    public TypedExpression type(Expression.FunctionCall call) {
        var name = call.name().text().toUpperCase(Locale.ROOT);
        var overloads = functions.aggregate(name);
        var written = call.arguments().isEmpty() ? List.of(star(call)) : call.arguments();
        var typer =
                new ExpressionTyper(
                        inputScope(),
                        Clause.SELECT,
                        catalog,
                        functions,
                        nested(call),
                        TableFunctionHandler.refused("the arguments of an aggregate function"));
        var typings = written.stream().map(typer::typing).toList();
        var arguments = typings.stream().map(t -> CallTyper.argument(t.written(), t)).toList();
        return switch (FunctionResolver.aggregate(overloads, arguments)) {
            case Resolution.Found<AggregateSignature>(var found) ->
                    register(call, written, typings, found);
            case Resolution.NoMatch<AggregateSignature>() ->
                    throw CallTyper.noMatch(
                            call,
                            name,
                            overloads.stream().map(FunctionTexts::describe).toList(),
                            arguments);
            case Resolution.Ambiguous<AggregateSignature>() ->
                    throw CallTyper.ambiguous(
                            call,
                            name,
                            overloads.stream().map(FunctionTexts::describe).toList(),
                            arguments);
        };
    }

    /**
     * What {@code *} stands for: something that no row is without. A joined row may be without each
     * of its sides' times.
     */
    private Expression star(Expression.FunctionCall call) {
        return input.sources().size() > 1
                ? new Literal.LongLiteral(1, call.span())
                : new Expression.ColumnRef(
                        null,
                        new Identifier(PseudoColumn.ROWTIME.name(), false, call.span()),
                        call.span());
    }

    private static AggregateHandler nested(Expression.FunctionCall outer) {
        return _ -> {
            throw new SqlException(
                    ErrorCode.INVALID_AGGREGATION,
                    "Aggregate functions can not be nested: " + ExpressionText.of(outer),
                    outer.span(),
                    null);
        };
    }

    private TypedExpression register(
            Expression.FunctionCall call,
            List<Expression> written,
            List<Typing> typings,
            ResolvedCall<AggregateSignature> found) {
        var function = found.function();
        int columns = function.columns(written.size());
        var arguments = new ArrayList<TypedExpression>();
        var constants = new ArrayList<@Nullable Object>();
        for (int i = 0; i < written.size(); i++) {
            var value = CallTyper.value(written.get(i), typings.get(i), found, i);
            if (i < columns) {
                arguments.add(value);
            } else if (written.get(i) instanceof Literal
                    && value instanceof TypedExpression.Literal literal) {
                constants.add(literal.value());
            } else {
                throw new SqlException(
                        ErrorCode.FUNCTION_ARGUMENTS,
                        "Parameter %d passed to function %s must be a literal constant, but was expression: '%s'"
                                .formatted(
                                        i + 1, function.name(), ExpressionText.of(written.get(i))),
                        written.get(i).span(),
                        "Write the value itself, such as 3 or TRUE.");
            }
        }
        var type = function.result().of(arguments.stream().map(TypedExpression::type).toList());
        for (int i = 0; i < calls.size(); i++) {
            var known = calls.get(i);
            if (known.function().id().equals(function.id())
                    && known.arguments().equals(arguments)
                    && known.constants().equals(constants)) {
                return reference(i);
            }
        }
        var settings = new HashMap<>(properties);
        settings.keySet().retainAll(function.settings());
        var added =
                new AggregateCall(
                        NAME + calls.size(), function, arguments, constants, settings, type);
        aggregators.add(aggregator(added, call));
        calls.add(added);
        texts.add(
                call.arguments().isEmpty()
                        ? "%s(%s)".formatted(function.name(), PseudoColumn.ROWTIME)
                        : ExpressionText.of(call));
        return reference(calls.size() - 1);
    }

    private static Aggregator aggregator(AggregateCall call, Expression.FunctionCall written) {
        try {
            return call.aggregator();
        } catch (IllegalArgumentException e) {
            throw new SqlException(
                    ErrorCode.FUNCTION_ARGUMENTS,
                    "%s: %s".formatted(call.function().name(), e.getMessage()),
                    written.span(),
                    null);
        }
    }

    private TypedExpression reference(int call) {
        var c = calls.get(call);
        return new TypedExpression.ColumnRef(width + 2 + call, c.name(), c.type());
    }

    /**
     * An expression over the virtual row as one over the result: grouping expressions become key
     * columns. Empty when it reads a column of the input that isn't grouped.
     */
    Optional<TypedExpression> overResult(
            TypedExpression expression, List<NamedExpression> grouping) {
        for (int i = 0; i < grouping.size(); i++) {
            if (grouping.get(i).expression().equals(expression)) {
                return Optional.of(
                        new TypedExpression.ColumnRef(
                                i, grouping.get(i).name(), expression.type()));
            }
        }
        if (expression instanceof TypedExpression.ColumnRef(int index, var name, var type)) {
            if (index < width) {
                return Optional.empty();
            }
            int result =
                    index < width + 2
                            ? grouping.size() + calls.size() + index - width
                            : grouping.size() + index - width - 2;
            return Optional.of(new TypedExpression.ColumnRef(result, name, type));
        }
        boolean[] missing = new boolean[1];
        var mapped =
                Expressions.mapChildren(
                        expression,
                        child ->
                                overResult(child, grouping)
                                        .orElseGet(
                                                () -> {
                                                    missing[0] = true;
                                                    return child;
                                                }));
        return missing[0] ? Optional.empty() : Optional.of(mapped);
    }
}
