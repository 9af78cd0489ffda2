// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.format;

import dev.bottledwater.sql.ast.Expression;
import dev.bottledwater.sql.ast.Identifier;
import dev.bottledwater.sql.ast.Literal;
import dev.bottledwater.sql.ast.TimeUnitName;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Expressions as text. Every operator stands in parentheses with its operands, so precedence never
 * shows; names and literals stand bare.
 */
final class ExpressionFormat {
    private ExpressionFormat() {}

    static String format(Expression expression) {
        return switch (expression) {
            case Literal literal -> literal(literal);
            case Expression.ColumnRef(var source, var name, _) ->
                    (source == null ? "" : name(source) + ".") + name(name);
            case Expression.FieldAccess(var struct, var field, _) ->
                    primary(struct) + "->" + name(field);
            case Expression.Subscript(var base, var index, _) ->
                    subscripted(base) + "[" + format(index) + "]";
            case Expression.FunctionCall(var name, var arguments, var star, _) ->
                    function(name) + "(" + (star ? "*" : arguments(arguments)) + ")";
            case Expression.Lambda(var parameters, var body, _) ->
                    lambda(parameters) + " => " + format(body);
            case Expression.TimeUnit unit -> name(unit.name());
            case Expression.Signed(var sign, var operand, _) -> sign.text() + operand(operand);
            case Expression.Arithmetic(var operator, var left, var right, _) ->
                    binary(left, operator.text(), right);
            case Expression.Comparison(var operator, var left, var right, _) ->
                    binary(left, operator.text(), right);
            case Expression.Logical(var operator, var left, var right, _) ->
                    binary(left, operator.text(), right);
            case Expression.Not(var operand, _) -> "(NOT " + format(operand) + ")";
            case Expression.IsNull(var operand, var negated, _) ->
                    "(" + format(operand) + (negated ? " IS NOT NULL)" : " IS NULL)");
            case Expression.Between(var operand, var low, var high, var negated, _) ->
                    "(%s %sBETWEEN %s AND %s)"
                            .formatted(format(operand), not(negated), format(low), format(high));
            case Expression.Like(var operand, var pattern, var escape, var negated, _) ->
                    "(%s %sLIKE %s%s)"
                            .formatted(
                                    format(operand),
                                    not(negated),
                                    format(pattern),
                                    escape == null ? "" : " ESCAPE " + Identifiers.string(escape));
            case Expression.InList(var operand, var values, var negated, _) ->
                    "(%s %sIN (%s))".formatted(format(operand), not(negated), list(values));
            case Expression.Cast(var operand, var type, _) ->
                    "CAST(" + format(operand) + " AS " + TypeFormat.format(type) + ")";
            case Expression.Case choice -> choice(choice);
            case Expression.ArrayConstructor(var elements, _) -> "ARRAY[" + list(elements) + "]";
            case Expression.MapConstructor(var entries, _) ->
                    entries.stream()
                            .map(entry -> format(entry.key()) + ":=" + format(entry.value()))
                            .collect(Collectors.joining(", ", "MAP(", ")"));
            case Expression.StructConstructor(var fields, _) ->
                    fields.stream()
                            .map(field -> name(field.name()) + ":=" + format(field.value()))
                            .collect(Collectors.joining(", ", "STRUCT(", ")"));
        };
    }

    static String list(List<Expression> expressions) {
        return expressions.stream().map(ExpressionFormat::format).collect(Collectors.joining(", "));
    }

    static String literal(Literal literal) {
        return switch (literal) {
            case Literal.NullLiteral _ -> "null";
            case Literal.BooleanLiteral(var value, _) -> Boolean.toString(value);
            case Literal.IntegerLiteral(var value, _) -> Integer.toString(value);
            case Literal.LongLiteral(var value, _) -> Long.toString(value);
            case Literal.DecimalLiteral(var value, _) -> decimal(value);
            case Literal.DoubleLiteral(var value, _) -> exponent(Double.toString(value));
            case Literal.StringLiteral(var value, _) -> Identifiers.string(value);
        };
    }

    /** Without a point it would be a whole number. */
    private static String decimal(BigDecimal value) {
        String plain = value.toPlainString();
        return value.scale() > 0 ? plain : plain + ".";
    }

    /** Without an exponent it would be a DECIMAL. */
    private static String exponent(String number) {
        return number.contains("E") ? number : number + "E0";
    }

    private static String binary(Expression left, String operator, Expression right) {
        return "(" + format(left) + " " + operator + " " + format(right) + ")";
    }

    private static String not(boolean negated) {
        return negated ? "NOT " : "";
    }

    private static String choice(Expression.Case choice) {
        StringBuilder out = new StringBuilder("(CASE");
        if (choice.operand() != null) {
            out.append(' ').append(format(choice.operand()));
        }
        for (Expression.WhenBranch branch : choice.branches()) {
            out.append(" WHEN ").append(format(branch.condition()));
            out.append(" THEN ").append(format(branch.result()));
        }
        if (choice.otherwise() != null) {
            out.append(" ELSE ").append(format(choice.otherwise()));
        }
        return out.append(" END)").toString();
    }

    private static String lambda(List<Identifier> parameters) {
        return parameters.size() == 1
                ? name(parameters.getFirst())
                : parameters.stream()
                        .map(ExpressionFormat::name)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    /** A column that is called like a unit of time would be read as that unit. */
    private static String arguments(List<Expression> arguments) {
        return arguments.stream()
                .map(
                        argument ->
                                argument instanceof Expression.ColumnRef(var source, var name, _)
                                                && source == null
                                                && TimeUnitName.of(name.text()).isPresent()
                                        ? Identifiers.quoted(name.text())
                                        : format(argument))
                .collect(Collectors.joining(", "));
    }

    /**
     * The words of constructors are names too, but not where they would be read as a constructor.
     */
    private static String function(Identifier name) {
        return switch (name.text()) {
            case "MAP", "STRUCT" -> Identifiers.quoted(name.text());
            default -> name(name);
        };
    }

    private static String subscripted(Expression base) {
        return base instanceof Expression.ColumnRef(_, var name, _) && name.text().equals("ARRAY")
                ? format(base).replace("ARRAY", "`ARRAY`")
                : primary(base);
    }

    /** What {@code ->} and {@code []} are applied to: they bind tighter than a sign. */
    private static String primary(Expression expression) {
        return expression instanceof Expression.Signed || isNumber(expression)
                ? "(" + format(expression) + ")"
                : format(expression);
    }

    /** A sign before a number would become part of it, and two minus signs a comment. */
    private static String operand(Expression expression) {
        return primary(expression);
    }

    private static boolean isNumber(Expression expression) {
        return expression instanceof Literal.IntegerLiteral
                || expression instanceof Literal.LongLiteral
                || expression instanceof Literal.DecimalLiteral
                || expression instanceof Literal.DoubleLiteral;
    }

    private static String name(Identifier identifier) {
        return Identifiers.name(identifier.text());
    }
}
