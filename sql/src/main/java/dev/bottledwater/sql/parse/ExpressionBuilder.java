// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.parse;

import dev.bottledwater.sql.ast.Expression;
import dev.bottledwater.sql.ast.Expression.ArithmeticOperator;
import dev.bottledwater.sql.ast.Expression.ComparisonOperator;
import dev.bottledwater.sql.ast.Expression.LogicalOperator;
import dev.bottledwater.sql.ast.Expression.Sign;
import dev.bottledwater.sql.ast.Identifier;
import dev.bottledwater.sql.ast.Literal;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.ast.TimeUnitName;
import dev.bottledwater.sql.ast.TypeNode;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.parse.grammar.KsqlParser;
import dev.bottledwater.sql.parse.grammar.KsqlParser.AndContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.ArgumentContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.ArrayConstructorContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.BetweenContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.CallContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.CaseContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.CastContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.ColumnContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.CompareContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.ConstantContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.DistinctFromContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.ExpressionContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.FieldContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.GroupedContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.InListContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.IsNullContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.LambdaContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.LikeContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.LiteralContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.LiteralValueContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.MapConstructorContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.NotContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.NumberContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.OrContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.PredicateContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.PredicatedContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.PrimaryContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.ProductContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.SignedContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.SimpleValueContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.StructConstructorContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.SubscriptContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.SumContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.TypeContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.ValueContext;

import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

import java.util.List;

/** Makes expressions of parse trees. */
final class ExpressionBuilder {
    private final Positions positions;
    private final Names names;
    private final Numbers numbers;
    private final TypeBuilder types;
    private int depth;

    ExpressionBuilder(Positions positions, Names names, Numbers numbers, TypeBuilder types) {
        this.positions = positions;
        this.names = names;
        this.numbers = numbers;
        this.types = types;
    }

    Expression expression(ExpressionContext context) {
        enter(context);
        SourceSpan span = positions.of(context);
        Expression result =
                switch (context) {
                    case PredicatedContext predicated ->
                            predicated.predicate() == null
                                    ? value(predicated.value())
                                    : predicate(
                                            value(predicated.value()),
                                            predicated.predicate(),
                                            span);
                    case NotContext not -> new Expression.Not(expression(not.expression()), span);
                    case AndContext and ->
                            new Expression.Logical(
                                    LogicalOperator.AND,
                                    expression(and.expression(0)),
                                    expression(and.expression(1)),
                                    span);
                    case OrContext or ->
                            new Expression.Logical(
                                    LogicalOperator.OR,
                                    expression(or.expression(0)),
                                    expression(or.expression(1)),
                                    span);
                    default -> throw SyntaxErrors.unknownTree(context);
                };
        depth--;
        return result;
    }

    List<Expression> expressions(List<ExpressionContext> contexts) {
        return contexts.stream().map(this::expression).toList();
    }

    @Nullable Expression optional(@Nullable ExpressionContext context) {
        return context == null ? null : expression(context);
    }

    private Expression predicate(Expression left, PredicateContext context, SourceSpan span) {
        return switch (context) {
            case CompareContext compare ->
                    new Expression.Comparison(
                            comparison(compare.comparison().getStart()),
                            left,
                            value(compare.value()),
                            span);
            case DistinctFromContext distinct ->
                    new Expression.Comparison(
                            distinct.NOT() == null
                                    ? ComparisonOperator.IS_DISTINCT_FROM
                                    : ComparisonOperator.IS_NOT_DISTINCT_FROM,
                            left,
                            value(distinct.value()),
                            span);
            case IsNullContext isNull -> new Expression.IsNull(left, isNull.NOT() != null, span);
            case BetweenContext between ->
                    new Expression.Between(
                            left,
                            value(between.value(0)),
                            value(between.value(1)),
                            between.NOT() != null,
                            span);
            case InListContext in ->
                    new Expression.InList(
                            left, expressions(in.expression()), in.NOT() != null, span);
            case LikeContext like ->
                    new Expression.Like(
                            left,
                            value(like.value()),
                            escape(like.STRING()),
                            like.NOT() != null,
                            span);
            default -> throw SyntaxErrors.unknownTree(context);
        };
    }

    private @Nullable String escape(@Nullable TerminalNode node) {
        if (node == null) {
            return null;
        }
        String text = Names.string(node);
        if (text.codePointCount(0, text.length()) != 1) {
            SourceSpan span = positions.of(node.getSymbol());
            throw new SqlException(
                    ErrorCode.SYNTAX,
                    "line %d:%d: Escape character must consist of exactly one character: %s"
                            .formatted(span.line(), span.column(), node.getText()),
                    span,
                    "Write one character after ESCAPE, as in ESCAPE '!'.");
        }
        return text;
    }

    private static ComparisonOperator comparison(Token token) {
        return switch (token.getType()) {
            case KsqlParser.EQ -> ComparisonOperator.EQUAL;
            case KsqlParser.NEQ -> ComparisonOperator.NOT_EQUAL;
            case KsqlParser.LT -> ComparisonOperator.LESS_THAN;
            case KsqlParser.LTE -> ComparisonOperator.LESS_THAN_OR_EQUAL;
            case KsqlParser.GT -> ComparisonOperator.GREATER_THAN;
            case KsqlParser.GTE -> ComparisonOperator.GREATER_THAN_OR_EQUAL;
            default -> throw new IllegalStateException("Not a comparison: " + token.getText());
        };
    }

    Expression value(ValueContext context) {
        enter(context);
        SourceSpan span = positions.of(context);
        Expression result =
                switch (context) {
                    case SimpleValueContext simple -> primary(simple.primary());
                    case SignedContext signed -> signed(signed, span);
                    case ProductContext product ->
                            arithmetic(product.operator, product.value(0), product.value(1), span);
                    case SumContext sum ->
                            arithmetic(sum.operator, sum.value(0), sum.value(1), span);
                    default -> throw SyntaxErrors.unknownTree(context);
                };
        depth--;
        return result;
    }

    private Expression signed(SignedContext context, SourceSpan span) {
        boolean negative = context.sign.getType() == KsqlParser.MINUS;
        if (context.value() instanceof SimpleValueContext simple
                && simple.primary() instanceof LiteralValueContext literal
                && literal.constant().number() != null) {
            return numbers.literal(literal.constant().number(), negative, span);
        }
        return new Expression.Signed(
                negative ? Sign.MINUS : Sign.PLUS, value(context.value()), span);
    }

    private Expression arithmetic(
            Token operator, ValueContext left, ValueContext right, SourceSpan span) {
        ArithmeticOperator kind =
                switch (operator.getType()) {
                    case KsqlParser.PLUS -> ArithmeticOperator.ADD;
                    case KsqlParser.MINUS -> ArithmeticOperator.SUBTRACT;
                    case KsqlParser.ASTERISK -> ArithmeticOperator.MULTIPLY;
                    case KsqlParser.SLASH -> ArithmeticOperator.DIVIDE;
                    case KsqlParser.PERCENT -> ArithmeticOperator.MODULO;
                    case KsqlParser.CONCAT -> ArithmeticOperator.CONCAT;
                    default ->
                            throw new IllegalStateException(
                                    "Not an operator: " + operator.getText());
                };
        return new Expression.Arithmetic(kind, value(left), value(right), span);
    }

    Expression primary(PrimaryContext context) {
        enter(context);
        SourceSpan span = positions.of(context);
        Expression result =
                switch (context) {
                    case LiteralValueContext literal -> constant(literal.constant(), span);
                    case CaseContext choice -> choice(choice, span);
                    case CastContext cast ->
                            new Expression.Cast(
                                    expression(cast.expression()), types.type(cast.type()), span);
                    case ArrayConstructorContext array ->
                            new Expression.ArrayConstructor(expressions(array.expression()), span);
                    case MapConstructorContext map -> map(map, span);
                    case StructConstructorContext struct -> struct(struct, span);
                    case CallContext call ->
                            new Expression.FunctionCall(
                                    names.identifier(call.identifier()),
                                    call.argument().stream().map(this::argument).toList(),
                                    call.ASTERISK() != null,
                                    span);
                    case ColumnContext column -> column(column, span);
                    case SubscriptContext subscript ->
                            new Expression.Subscript(
                                    primary(subscript.primary()), value(subscript.value()), span);
                    case FieldContext field ->
                            new Expression.FieldAccess(
                                    primary(field.primary()),
                                    names.identifier(field.identifier()),
                                    span);
                    case GroupedContext grouped -> expression(grouped.expression());
                    default -> throw SyntaxErrors.unknownTree(context);
                };
        depth--;
        return result;
    }

    private Expression column(ColumnContext context, SourceSpan span) {
        Identifier first = names.identifier(context.identifier(0));
        return context.identifier().size() == 1
                ? new Expression.ColumnRef(null, first, span)
                : new Expression.ColumnRef(first, names.identifier(context.identifier(1)), span);
    }

    private Expression choice(CaseContext context, SourceSpan span) {
        List<ExpressionContext> parts = context.expression();
        boolean otherwise = context.ELSE() != null;
        boolean operand = parts.size() > (otherwise ? 1 : 0);
        return new Expression.Case(
                operand ? expression(parts.getFirst()) : null,
                context.whenBranch().stream()
                        .map(
                                branch ->
                                        new Expression.WhenBranch(
                                                expression(branch.expression(0)),
                                                expression(branch.expression(1))))
                        .toList(),
                otherwise ? expression(parts.getLast()) : null,
                span);
    }

    private Expression map(MapConstructorContext context, SourceSpan span) {
        return new Expression.MapConstructor(
                context.mapEntry().stream()
                        .map(
                                entry ->
                                        new Expression.MapEntry(
                                                expression(entry.expression(0)),
                                                expression(entry.expression(1))))
                        .toList(),
                span);
    }

    private Expression struct(StructConstructorContext context, SourceSpan span) {
        return new Expression.StructConstructor(
                context.structField().stream()
                        .map(
                                field ->
                                        new Expression.StructField(
                                                names.identifier(field.identifier()),
                                                expression(field.expression())))
                        .toList(),
                span);
    }

    private Expression argument(ArgumentContext context) {
        if (context.lambda() != null) {
            LambdaContext lambda = context.lambda();
            return new Expression.Lambda(
                    lambda.identifier().stream().map(names::identifier).toList(),
                    expression(lambda.expression()),
                    positions.of(lambda));
        }
        Expression argument = expression(context.expression());
        return argument instanceof Expression.ColumnRef(var source, var name, var span)
                        && source == null
                        && !name.quoted()
                ? TimeUnitName.of(name.text())
                        .<Expression>map(unit -> new Expression.TimeUnit(unit, name, span))
                        .orElse(argument)
                : argument;
    }

    Literal literal(LiteralContext context) {
        SourceSpan span = positions.of(context);
        NumberContext number = context.number();
        if (number != null) {
            return numbers.literal(number, context.MINUS() != null, span);
        }
        return constant(context.STRING(), context.NULL() != null, context.TRUE() != null, span);
    }

    private Literal constant(ConstantContext context, SourceSpan span) {
        NumberContext number = context.number();
        if (number != null) {
            return numbers.literal(number, false, span);
        }
        return constant(context.STRING(), context.NULL() != null, context.TRUE() != null, span);
    }

    private static Literal constant(
            @Nullable TerminalNode string, boolean isNull, boolean isTrue, SourceSpan span) {
        if (string != null) {
            return new Literal.StringLiteral(Names.string(string), span);
        }
        return isNull ? new Literal.NullLiteral(span) : new Literal.BooleanLiteral(isTrue, span);
    }

    TypeNode type(TypeContext context) {
        return types.type(context);
    }

    /**
     * Chains of operators become trees as deep as they are long, and whoever walks them recurses.
     */
    private void enter(ParserRuleContext context) {
        depth++;
        if (depth > Limits.DEEPEST_EXPRESSION) {
            throw Limits.tooDeep(positions.of(context.getStart()));
        }
    }
}
