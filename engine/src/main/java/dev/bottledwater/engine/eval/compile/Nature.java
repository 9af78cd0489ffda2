// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval.compile;

import dev.bottledwater.sql.ir.ArithmeticOperator;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.ir.TypedExpression.*;
import dev.bottledwater.sql.type.SqlType;

import java.util.List;

/**
 * What is known of expressions before they are evaluated. Answers are on the safe side.
 *
 * @param parts of the expression; they are looked at from outside
 * @param inLambda whether arithmetic fails on nulls
 */
record Nature(Parts parts, boolean inLambda) {

    /** Whether the value may be null. */
    boolean mayBeNull(TypedExpression expression) {
        return parts.contains(expression) || mayBeNullInside(expression);
    }

    private boolean mayBeNullInside(TypedExpression expression) {
        return switch (expression) {
            case Literal(var value, _) -> value == null;
            case Comparison _,
                    DistinctFrom _,
                    IsNull _,
                    In _,
                    Concat _,
                    MakeArray _,
                    MakeMap _,
                    MakeStruct _,
                    Lambda _ ->
                    false;
            case Arithmetic(_, var left, var right, _) ->
                    !inLambda && (mayBeNull(left) || mayBeNull(right));
            case Negate(var operand) -> !inLambda && mayBeNull(operand);
            case And(var operands) -> anyMayBeNull(operands);
            case Or(var operands) -> anyMayBeNull(operands);
            case Not(var operand) -> mayBeNull(operand);
            case Like(var value, var pattern, _) -> mayBeNull(value) || mayBeNull(pattern);
            case Case(var whens, var otherwise, _) ->
                    otherwise == null
                            || mayBeNull(otherwise)
                            || whens.stream().anyMatch(w -> mayBeNull(w.result()));
            case Cast(var operand, var type) ->
                    mayBeNull(operand) || !CastCode.succeeds(operand.type(), type);
            case ColumnRef _, LambdaParameter _, Field _, Subscript _, Call _ -> true;
        };
    }

    private boolean anyMayBeNull(List<TypedExpression> expressions) {
        return expressions.stream().anyMatch(this::mayBeNull);
    }

    /**
     * Whether the code inside of the expression jumps where its value is null; else it leaves a
     * null reference on the stack.
     */
    boolean jumps(TypedExpression expression) {
        return switch (expression) {
            case Case c -> Kind.of(c.type()) != Kind.OBJECT && mayBeNullInside(c);
            case Cast(var operand, var type) when operand.type().equals(type) ->
                    !parts.contains(operand) && jumps(operand);
            case Cast(var operand, _) -> mayBeNull(operand);
            case Field(var struct, _, _, _) -> mayBeNull(struct);
            case Subscript(var collection, var key, _) ->
                    mayBeNull(collection)
                            || (collection.type() instanceof SqlType.Array && mayBeNull(key));
            case Call _ -> true;
            case Arithmetic _, Negate _, And _, Or _, Not _, Like _ -> mayBeNullInside(expression);
            case Literal _,
                    ColumnRef _,
                    LambdaParameter _,
                    Comparison _,
                    DistinctFrom _,
                    IsNull _,
                    In _,
                    Concat _,
                    MakeArray _,
                    MakeMap _,
                    MakeStruct _,
                    Lambda _ ->
                    false;
        };
    }

    /**
     * Whether nobody can tell if the expression was evaluated: it neither fails nor reports
     * anything, and costs little.
     */
    boolean silent(TypedExpression expression) {
        return !parts.contains(expression)
                && switch (expression) {
                    case Literal _, ColumnRef _, LambdaParameter _, Lambda _ -> true;
                    case Field(var struct, _, _, _) -> silent(struct);
                    case IsNull(var operand, _) -> silent(operand);
                    case Not(var operand) -> silent(operand);
                    case Comparison(_, var left, var right) -> silent(left) && silent(right);
                    case Arithmetic(var operator, var left, var right, var type) ->
                            !inLambda
                                    && Kind.of(type) != Kind.OBJECT
                                    && (type == SqlType.Primitive.DOUBLE || total(operator))
                                    && silent(left)
                                    && silent(right);
                    case Cast(var operand, var type) ->
                            CastCode.succeeds(operand.type(), type) && silent(operand);
                    case Concat _,
                            Negate _,
                            DistinctFrom _,
                            And _,
                            Or _,
                            Like _,
                            In _,
                            Case _,
                            Subscript _,
                            MakeArray _,
                            MakeMap _,
                            MakeStruct _,
                            Call _ ->
                            false;
                };
    }

    private static boolean total(ArithmeticOperator operator) {
        return switch (operator) {
            case ADD, SUBTRACT, MULTIPLY -> true;
            case DIVIDE, MODULO -> false;
        };
    }
}
