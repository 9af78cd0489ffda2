// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval.compile;

import dev.bottledwater.engine.eval.NumberOperations;
import dev.bottledwater.sql.ir.ArithmeticOperator;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.ir.TypedExpression.Arithmetic;
import dev.bottledwater.sql.ir.TypedExpression.Literal;
import dev.bottledwater.sql.type.SqlType.Decimal;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.math.BigDecimal;

/** Arithmetic. Both operands are evaluated, even if the left one is null. */
final class ArithmeticCode {
    private static final ClassDesc BIG_DECIMAL = Symbols.of(BigDecimal.class);
    private static final ClassDesc NUMBERS = Symbols.of(NumberOperations.class);

    private ArithmeticCode() {}

    static Kind binary(Code code, Arithmetic a, Label onNull) {
        var kind = Kind.of(a.type());
        if (code.nature.inLambda()) {
            failing(
                    code,
                    code.nature.mayBeNull(a.left()) || code.nature.mayBeNull(a.right()),
                    nullOperand -> {
                        code.value(kind, a.left(), nullOperand);
                        apply(code, a, kind, nullOperand);
                    });
        } else if (!code.nature.mayBeNull(a.left()) || code.nature.silent(a.right())) {
            code.value(kind, a.left(), onNull);
            apply(code, a, kind, onNull);
        } else {
            var left = code.keep(kind, a.left());
            code.value(kind, a.right(), onNull);
            int right = code.store(kind);
            code.out.iload(left.nullFlag()).ifne(onNull);
            code.load(kind, left.slot());
            code.load(kind, right);
            operate(code, a, kind);
        }
        return kind;
    }

    /** Arithmetic in a lambda, which fails on a null. */
    private static void failing(
            Code code, boolean mayFail, java.util.function.Consumer<Label> operation) {
        var nullOperand = code.out.newLabel();
        operation.accept(nullOperand);
        if (mayFail) {
            var end = code.out.newLabel();
            code.out
                    .goto_(end)
                    .labelBinding(nullOperand)
                    .invokestatic(NUMBERS, "nullOperand", Symbols.method(RuntimeException.class))
                    .athrow()
                    .labelBinding(end);
        }
    }

    /** With the left operand on the stack. */
    private static void apply(Code code, Arithmetic a, Kind kind, Label onNull) {
        if (a.right() instanceof Literal && !code.nature.mayBeNull(a.right())) {
            code.value(kind, a.right(), onNull);
        } else {
            int left = code.store(kind);
            code.value(kind, a.right(), onNull);
            int right = code.store(kind);
            code.load(kind, left);
            code.load(kind, right);
        }
        operate(code, a, kind);
    }

    private static void operate(Code code, Arithmetic a, Kind kind) {
        switch (kind) {
            case INT -> ofInt(code.out, a.operator());
            case LONG -> ofLong(code.out, a.operator());
            case DOUBLE -> ofDouble(code.out, a.operator());
            case OBJECT -> ofDecimal(code, a);
            case BOOLEAN -> throw new IllegalArgumentException("there is no arithmetic on BOOLEAN");
        }
    }

    private static void ofInt(CodeBuilder out, ArithmeticOperator operator) {
        switch (operator) {
            case ADD -> out.iadd();
            case SUBTRACT -> out.isub();
            case MULTIPLY -> out.imul();
            case DIVIDE, MODULO ->
                    out.invokestatic(
                            NUMBERS,
                            name(operator),
                            MethodTypeDesc.of(
                                    ConstantDescs.CD_int,
                                    ConstantDescs.CD_int,
                                    ConstantDescs.CD_int));
        }
    }

    private static void ofLong(CodeBuilder out, ArithmeticOperator operator) {
        switch (operator) {
            case ADD -> out.ladd();
            case SUBTRACT -> out.lsub();
            case MULTIPLY -> out.lmul();
            case DIVIDE, MODULO ->
                    out.invokestatic(
                            NUMBERS,
                            name(operator),
                            MethodTypeDesc.of(
                                    ConstantDescs.CD_long,
                                    ConstantDescs.CD_long,
                                    ConstantDescs.CD_long));
        }
    }

    private static void ofDouble(CodeBuilder out, ArithmeticOperator operator) {
        switch (operator) {
            case ADD -> out.dadd();
            case SUBTRACT -> out.dsub();
            case MULTIPLY -> out.dmul();
            case DIVIDE -> out.ddiv();
            case MODULO -> out.drem();
        }
    }

    private static void ofDecimal(Code code, Arithmetic a) {
        if (!(a.type() instanceof Decimal type)) {
            throw new IllegalArgumentException("there is no arithmetic on " + a.type());
        }
        int right = code.store(Kind.OBJECT);
        code.out
                .checkcast(BIG_DECIMAL)
                .aload(right)
                .checkcast(BIG_DECIMAL)
                .loadConstant(code.owner.constants().of(type, Decimal.class))
                .invokestatic(
                        NUMBERS,
                        name(a.operator()),
                        Symbols.method(
                                BigDecimal.class,
                                BigDecimal.class,
                                BigDecimal.class,
                                Decimal.class));
    }

    private static String name(ArithmeticOperator operator) {
        return switch (operator) {
            case ADD -> "sum";
            case SUBTRACT -> "difference";
            case MULTIPLY -> "product";
            case DIVIDE -> "quotient";
            case MODULO -> "remainder";
        };
    }

    static Kind negate(Code code, TypedExpression operand, Label onNull) {
        var kind = Kind.of(operand.type());
        if (code.nature.inLambda()) {
            failing(
                    code,
                    code.nature.mayBeNull(operand),
                    nullOperand -> negation(code, kind, operand, nullOperand));
        } else {
            negation(code, kind, operand, onNull);
        }
        return kind;
    }

    private static void negation(Code code, Kind kind, TypedExpression operand, Label onNull) {
        code.value(kind, operand, onNull);
        switch (kind) {
            case INT -> code.out.ineg();
            case LONG -> code.out.lneg();
            case DOUBLE -> code.out.dneg();
            case OBJECT ->
                    code.out
                            .checkcast(BIG_DECIMAL)
                            .invokevirtual(BIG_DECIMAL, "negate", MethodTypeDesc.of(BIG_DECIMAL));
            case BOOLEAN -> throw new IllegalArgumentException("there is no minus BOOLEAN");
        }
    }
}
