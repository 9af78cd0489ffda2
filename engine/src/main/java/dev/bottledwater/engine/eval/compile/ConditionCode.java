// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval.compile;

import dev.bottledwater.engine.eval.LikePattern;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.ir.TypedExpression.*;

import org.jspecify.annotations.Nullable;

import java.lang.classfile.Label;
import java.lang.constant.ConstantDescs;
import java.util.List;

/** Conditions as jumps: logic of three values, and what goes with it. */
final class ConditionCode {
    private ConditionCode() {}

    /** Falls through when the condition is true; jumps when it is false or null. */
    static void condition(Code code, TypedExpression e, Label ifFalse, Label ifNull) {
        if (code.isPart(e)) {
            truth(code, e, ifFalse, ifNull);
            return;
        }
        switch (e) {
            case And(var operands) -> and(code, operands, ifFalse, ifNull);
            case Or(var operands) -> or(code, operands, ifFalse, ifNull);
            case Not(var operand) -> {
                var isFalse = code.out.newLabel();
                condition(code, operand, isFalse, ifNull);
                code.out.goto_(ifFalse).labelBinding(isFalse);
            }
            case IsNull(var operand, var negated) -> isNull(code, operand, negated, ifFalse);
            case Comparison c -> ComparisonCode.comparison(code, c, ifFalse);
            case DistinctFrom d -> ComparisonCode.distinct(code, d, ifFalse);
            case In in -> ComparisonCode.in(code, in, ifFalse);
            case Like like -> like(code, like, ifFalse, ifNull);
            case Literal _,
                    ColumnRef _,
                    LambdaParameter _,
                    Arithmetic _,
                    Negate _,
                    Concat _,
                    Case _,
                    Cast _,
                    Field _,
                    Subscript _,
                    MakeArray _,
                    MakeMap _,
                    MakeStruct _,
                    Call _,
                    Lambda _ ->
                    truth(code, e, ifFalse, ifNull);
        }
    }

    private static void truth(Code code, TypedExpression e, Label ifFalse, Label ifNull) {
        code.value(Kind.BOOLEAN, e, ifNull);
        code.out.ifeq(ifFalse);
    }

    private static void and(
            Code code, List<TypedExpression> operands, Label ifFalse, Label ifNull) {
        int sawNull = nullFlag(code, operands);
        for (var operand : operands) {
            var isNull = code.out.newLabel();
            condition(code, operand, ifFalse, isNull);
            noteNull(code, operand, isNull, sawNull);
        }
        if (sawNull >= 0) {
            code.out.iload(sawNull).ifne(ifNull);
        }
    }

    private static void or(Code code, List<TypedExpression> operands, Label ifFalse, Label ifNull) {
        int sawNull = nullFlag(code, operands);
        var isTrue = code.out.newLabel();
        for (var operand : operands) {
            var isNull = code.out.newLabel();
            var next = code.out.newLabel();
            condition(code, operand, next, isNull);
            code.out.goto_(isTrue);
            if (code.nature.mayBeNull(operand)) {
                code.out.labelBinding(isNull);
                code.raise(sawNull);
            }
            code.out.labelBinding(next);
        }
        if (sawNull >= 0) {
            code.out.iload(sawNull).ifne(ifNull);
        }
        code.out.goto_(ifFalse).labelBinding(isTrue);
    }

    /** A local for whether an operand was null; -1 when none can be. */
    private static int nullFlag(Code code, List<TypedExpression> operands) {
        return operands.stream().anyMatch(code.nature::mayBeNull) ? code.flag() : -1;
    }

    private static void noteNull(Code code, TypedExpression operand, Label isNull, int sawNull) {
        if (code.nature.mayBeNull(operand)) {
            var next = code.out.newLabel();
            code.out.goto_(next).labelBinding(isNull);
            code.raise(sawNull);
            code.out.labelBinding(next);
        }
    }

    private static void isNull(Code code, TypedExpression operand, boolean negated, Label ifFalse) {
        if (!code.nature.mayBeNull(operand)) {
            if (!code.nature.silent(operand)) {
                code.object(operand);
                code.out.pop();
            }
            if (!negated) {
                code.out.goto_(ifFalse);
            }
            return;
        }
        var isNull = code.out.newLabel();
        code.discard(operand, isNull);
        if (negated) {
            var isThere = code.out.newLabel();
            code.out.goto_(isThere).labelBinding(isNull).goto_(ifFalse).labelBinding(isThere);
        } else {
            code.out.goto_(ifFalse).labelBinding(isNull);
        }
    }

    private static void like(Code code, Like like, Label ifFalse, Label ifNull) {
        if (like.pattern() instanceof Literal(String constant, _)) {
            code.value(Kind.OBJECT, like.value(), ifNull);
            int text = code.store(Kind.OBJECT);
            code.out
                    .loadConstant(
                            code.owner
                                    .constants()
                                    .of(LikePattern.of(constant, like.escape()), LikePattern.class))
                    .aload(text)
                    .checkcast(ConstantDescs.CD_String)
                    .invokeinterface(
                            Symbols.of(LikePattern.class),
                            "matches",
                            Symbols.method(boolean.class, String.class))
                    .ifeq(ifFalse);
            return;
        }
        var text = code.keep(Kind.OBJECT, like.value());
        var pattern = code.keep(Kind.OBJECT, like.pattern());
        jumpIfNull(code, text, ifNull);
        jumpIfNull(code, pattern, ifNull);
        code.out
                .aload(text.slot())
                .checkcast(ConstantDescs.CD_String)
                .aload(pattern.slot())
                .checkcast(ConstantDescs.CD_String)
                .loadConstant(escape(like.escape()))
                .invokestatic(
                        Symbols.of(LikePattern.class),
                        "matches",
                        Symbols.method(boolean.class, String.class, String.class, int.class),
                        true)
                .ifeq(ifFalse);
    }

    private static int escape(@Nullable Character escape) {
        return escape == null ? LikePattern.NO_ESCAPE : escape;
    }

    private static void jumpIfNull(Code code, Code.Kept kept, Label ifNull) {
        if (kept.nullFlag() != Code.Kept.NEVER_NULL) {
            code.out.iload(kept.nullFlag()).ifne(ifNull);
        }
    }
}
