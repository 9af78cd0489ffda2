// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.typing;

import dev.bottledwater.sql.ast.Expression;
import dev.bottledwater.sql.ast.Identifier;
import dev.bottledwater.sql.ast.Literal;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.error.Suggestions;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.function.FunctionTexts;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.ir.TypedExpression.When;
import dev.bottledwater.sql.type.Casts;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the meaning and type of expressions of one clause. All operands come out with the types
 * that their operators need; a bare NULL takes the type of its surroundings or is refused.
 */
public final class ExpressionTyper {
    private final Scope scope;
    private final Clause clause;
    private final Catalog catalog;
    private final FunctionRegistry functions;
    private final AggregateHandler aggregates;
    private final CallTyper calls;
    private final CollectionTyper collections;

    /**
     * A typer that refuses table functions.
     *
     * @param aggregates what to do with calls of aggregate functions
     */
    public ExpressionTyper(
            Scope scope,
            Clause clause,
            Catalog catalog,
            FunctionRegistry functions,
            AggregateHandler aggregates) {
        this(
                scope,
                clause,
                catalog,
                functions,
                aggregates,
                TableFunctionHandler.refused("the %s clause".formatted(clause.text())));
    }

    /**
     * @param aggregates what to do with calls of aggregate functions
     * @param tables what to do with calls of table functions
     */
    public ExpressionTyper(
            Scope scope,
            Clause clause,
            Catalog catalog,
            FunctionRegistry functions,
            AggregateHandler aggregates,
            TableFunctionHandler tables) {
        this.scope = scope;
        this.clause = clause;
        this.catalog = catalog;
        this.functions = functions;
        this.aggregates = aggregates;
        this.calls = new CallTyper(this, scope, clause, catalog, functions, aggregates, tables);
        this.collections = new CollectionTyper(this, clause);
    }

    /**
     * The typed expression.
     *
     * @throws SqlException when it has no meaning, or is a bare NULL
     */
    public TypedExpression type(Expression expression) {
        var typed = typing(expression).typed();
        if (typed == null) {
            throw new SqlException(
                    ErrorCode.TYPE_MISMATCH,
                    "Can't infer a type of null. Please explicitly cast it to a required type,"
                            + " e.g. CAST(null AS VARCHAR).",
                    expression.span(),
                    null);
        }
        return typed;
    }

    /**
     * A column of a SELECT list. Where it is a call of which several arguments are DECIMALs, they
     * aren't brought to one scale: KSQL's GREATEST and LEAST give a value in the scale in which it
     * came. Inside other expressions and as keys values have the scale of their type.
     */
    public TypedExpression column(Expression expression) {
        return expression instanceof Expression.FunctionCall call
                ? calls.keepingScales(call)
                : type(expression);
    }

    /** A call of a table function as one that gives the ARRAY of its rows' values. */
    public TypedExpression.Call tableCall(Expression.FunctionCall call) {
        var overloads = functions.table(call.name().text());
        return calls.resolved(
                call,
                overloads,
                overloads.stream().map(FunctionTexts::describeTable).toList(),
                false);
    }

    /** The typed expression, or the knowledge that it is a bare NULL. */
    public Typing typing(Expression expression) {
        return new Typing(
                expression, expression instanceof Literal.NullLiteral ? null : meaning(expression));
    }

    /** The expression as a value of {@code type} if it is a bare NULL, else of its own. */
    TypedExpression typeOr(Expression expression, SqlType type) {
        return Literals.isNull(expression)
                ? new TypedExpression.Literal(null, type)
                : type(expression);
    }

    private TypedExpression meaning(Expression expression) {
        return switch (expression) {
            case Literal literal -> Literals.typed(literal, Primitive.STRING);
            case Expression.ColumnRef(var source, var name, var span) -> column(source, name, span);
            case Expression.TimeUnit(_, var name, var span) -> column(null, name, span);
            case Expression.FieldAccess(var struct, var field, _) ->
                    collections.field(struct, field);
            case Expression.Subscript(var base, var index, _) -> collections.subscript(base, index);
            case Expression.FunctionCall call -> calls.type(call);
            case Expression.Lambda(_, _, var span) ->
                    throw new SqlException(
                            ErrorCode.INVALID_VALUE,
                            "A lambda can only be an argument of a function",
                            span,
                            "Functions that take lambdas: FILTER, REDUCE, TRANSFORM.");
            case Expression.Signed signed -> signed(signed);
            case Expression.Arithmetic node ->
                    ArithmeticTyping.type(node, typing(node.left()), typing(node.right()), clause);
            case Expression.Comparison node ->
                    ComparisonTyping.type(
                            node,
                            node.operator(),
                            typing(node.left()),
                            typing(node.right()),
                            clause);
            case Expression.Logical node -> logical(node);
            case Expression.Not(var operand, _) ->
                    new TypedExpression.Not(condition(operand, expression));
            case Expression.IsNull(var operand, var negated, _) ->
                    new TypedExpression.IsNull(typeOr(operand, Primitive.STRING), negated);
            case Expression.Between node -> between(node);
            case Expression.Like node -> like(node);
            case Expression.InList node -> collections.in(node);
            case Expression.Cast node -> cast(node);
            case Expression.Case node -> caseOf(node);
            case Expression.ArrayConstructor node -> collections.array(node);
            case Expression.MapConstructor node -> collections.map(node);
            case Expression.StructConstructor node -> collections.struct(node);
        };
    }

    private TypedExpression column(@Nullable Identifier source, Identifier name, SourceSpan span) {
        return scope.resolve(source, name, clause).orElseThrow(() -> unknown(source, name, span));
    }

    private SqlException unknown(@Nullable Identifier source, Identifier name, SourceSpan span) {
        var text = source == null ? name.text() : source.text() + "." + name.text();
        var hint = Suggestions.didYouMean(name.text(), scope.names());
        return new SqlException(
                ErrorCode.UNKNOWN_COLUMN,
                "%s%s column '%s' cannot be resolved.%s"
                        .formatted(
                                position(span),
                                clause.text(),
                                text,
                                clause == Clause.PARTITION_BY
                                        ? " '%s' must be a column in the source schema since PARTITION BY is applied on the input."
                                                .formatted(text)
                                        : ""),
                span,
                hint.isEmpty() ? null : hint);
    }

    private static String position(SourceSpan span) {
        return span.isNone() ? "" : "Line: %d, Col: %d: ".formatted(span.line(), span.column());
    }

    private TypedExpression signed(Expression.Signed node) {
        var operand = type(node.operand());
        if (!operand.type().isNumeric()) {
            throw new SqlException(
                    ErrorCode.TYPE_MISMATCH,
                    "Error processing expression: %s. The sign %s needs a number, not %s"
                            .formatted(ExpressionText.of(node), node.sign().text(), operand.type()),
                    node.span(),
                    null);
        }
        return switch (node.sign()) {
            case PLUS -> operand;
            case MINUS -> new TypedExpression.Negate(operand);
        };
    }

    /** A condition inside an expression; a bare NULL is neither true nor false. */
    TypedExpression condition(Expression operand, Expression whole) {
        var typed = typeOr(operand, Primitive.BOOLEAN);
        if (typed.type() != Primitive.BOOLEAN) {
            throw new SqlException(
                    ErrorCode.TYPE_MISMATCH,
                    "Error processing expression: %s. %s should be BOOLEAN but is %s"
                            .formatted(
                                    ExpressionText.of(whole),
                                    ExpressionText.of(operand),
                                    typed.type()),
                    operand.span(),
                    null);
        }
        return typed;
    }

    private TypedExpression logical(Expression.Logical node) {
        var operands = new ArrayList<TypedExpression>();
        collect(node, node.operator(), operands);
        return switch (node.operator()) {
            case AND -> new TypedExpression.And(operands);
            case OR -> new TypedExpression.Or(operands);
        };
    }

    /** Flattens a chain of one operator, so that a long one isn't a deep one. */
    private void collect(
            Expression node, Expression.LogicalOperator operator, List<TypedExpression> into) {
        if (node instanceof Expression.Logical(var op, var left, var right, _) && op == operator) {
            collect(left, operator, into);
            into.add(condition(right, node));
        } else {
            into.add(condition(node, node));
        }
    }

    private TypedExpression between(Expression.Between node) {
        var operand = typing(node.operand());
        var range =
                new TypedExpression.And(
                        List.of(
                                bound(node, operand, node.low(), true),
                                bound(node, operand, node.high(), false)));
        return node.negated() ? new TypedExpression.Not(range) : range;
    }

    private TypedExpression bound(
            Expression.Between node, Typing operand, Expression bound, boolean low) {
        return ComparisonTyping.type(
                node,
                low
                        ? Expression.ComparisonOperator.GREATER_THAN_OR_EQUAL
                        : Expression.ComparisonOperator.LESS_THAN_OR_EQUAL,
                operand,
                typing(bound),
                clause);
    }

    private TypedExpression like(Expression.Like node) {
        var value = string(node.operand());
        var pattern = string(node.pattern());
        var escape = node.escape();
        if (escape != null && escape.length() != 1) {
            throw new SqlException(
                    ErrorCode.INVALID_VALUE,
                    "The ESCAPE character of LIKE must be a character of the basic plane: "
                            + escape,
                    node.span(),
                    null);
        }
        var like =
                new TypedExpression.Like(value, pattern, escape == null ? null : escape.charAt(0));
        return node.negated() ? new TypedExpression.Not(like) : like;
    }

    private TypedExpression string(Expression operand) {
        var typed = typeOr(operand, Primitive.STRING);
        if (typed.type() != Primitive.STRING) {
            throw new SqlException(
                    ErrorCode.TYPE_MISMATCH,
                    "The column type for Like condition must be VARCHAR. The column type is "
                            + typed.type(),
                    operand.span(),
                    "CAST it to VARCHAR.");
        }
        return typed;
    }

    private TypedExpression cast(Expression.Cast node) {
        var type = TypeNodes.resolve(node.type(), catalog);
        var operand = typing(node.operand()).typed();
        if (operand == null) {
            return new TypedExpression.Literal(null, type);
        }
        if (!Casts.exist(operand.type(), type)) {
            throw new SqlException(
                    ErrorCode.TYPE_MISMATCH,
                    "%sCast of %s to %s is not supported. expression: %s"
                            .formatted(
                                    clause.invalid(),
                                    operand.type(),
                                    type,
                                    ExpressionText.of(node)),
                    node.span(),
                    null);
        }
        return Literals.cast(operand, type);
    }

    private TypedExpression caseOf(Expression.Case node) {
        return within("CASE").branches(node);
    }

    /** A typer of the same clause where table functions can't stand. */
    private ExpressionTyper within(String place) {
        return new ExpressionTyper(
                scope, clause, catalog, functions, aggregates, TableFunctionHandler.refused(place));
    }

    private TypedExpression branches(Expression.Case node) {
        var results = new ArrayList<Typing>();
        node.branches().forEach(b -> results.add(typing(b.result())));
        var otherwise = node.otherwise();
        if (otherwise != null) {
            results.add(typing(otherwise));
        }
        var type = caseType(node, results);
        var whens = new ArrayList<When>();
        for (int i = 0; i < node.branches().size(); i++) {
            whens.add(
                    new When(
                            caseCondition(node, node.branches().get(i).condition()),
                            caseResult(results.get(i), type)));
        }
        return new TypedExpression.Case(
                whens, otherwise == null ? null : caseResult(results.getLast(), type), type);
    }

    private TypedExpression caseCondition(Expression.Case node, Expression condition) {
        var operand = node.operand();
        return operand == null
                ? condition(condition, node)
                : ComparisonTyping.type(
                        node,
                        Expression.ComparisonOperator.EQUAL,
                        typing(operand),
                        typing(condition),
                        clause);
    }

    private static TypedExpression caseResult(Typing result, SqlType type) {
        var typed = result.typed();
        return typed == null ? new TypedExpression.Literal(null, type) : Literals.cast(typed, type);
    }

    private static SqlType caseType(Expression.Case node, List<Typing> results) {
        @Nullable SqlType common = null;
        for (var result : results) {
            var typed = result.typed();
            if (typed == null || typed.type().equals(common)) {
                continue;
            }
            if (common == null) {
                common = typed.type();
            } else if (common.isNumeric() && typed.type().isNumeric()) {
                common = dev.bottledwater.sql.type.Numbers.common(common, typed.type());
            } else {
                throw new SqlException(
                        ErrorCode.TYPE_MISMATCH,
                        "Invalid Case expression: all results must have one type, but %s is %s and those before it are %s"
                                .formatted(result.text(), typed.type(), common),
                        result.written().span(),
                        "CAST the results to one type.");
            }
        }
        if (common == null) {
            throw new SqlException(
                    ErrorCode.TYPE_MISMATCH,
                    "Invalid Case expression: all results are null, so it has no type",
                    node.span(),
                    "CAST a result, e.g. CAST(null AS VARCHAR).");
        }
        return common;
    }
}
