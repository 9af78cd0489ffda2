// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval.compile;

import dev.bottledwater.engine.eval.Casts;
import dev.bottledwater.engine.eval.Casts.Conversion;
import dev.bottledwater.engine.eval.EvaluationErrors;
import dev.bottledwater.engine.eval.Failures;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Decimal;
import dev.bottledwater.sql.type.SqlType.Primitive;

import java.lang.classfile.Label;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.math.BigDecimal;

/** Casts; between numbers they are instructions. */
final class CastCode {
    private CastCode() {}

    /** Whether the cast gives a value for every value that is not null. */
    static boolean succeeds(SqlType from, SqlType to) {
        return from.equals(to)
                || (from.isNumeric() && Kind.of(to) != Kind.OBJECT && to != Primitive.BOOLEAN)
                || (Kind.of(from) != Kind.OBJECT && to == Primitive.STRING);
    }

    /** A cast to another type. */
    static Kind cast(Code code, TypedExpression operand, SqlType to, Label onNull) {
        var from = operand.type();
        var kind = Kind.of(from);
        if (succeeds(from, to)) {
            code.value(kind, operand, onNull);
            return convert(code, kind, to);
        }
        if ((kind == Kind.INT || kind == Kind.LONG) && to instanceof Decimal decimal) {
            code.value(kind, operand, onNull);
            if (kind == Kind.INT) {
                code.out.i2l();
            }
            code.out.loadConstant(code.owner.constants().of(decimal, Decimal.class));
            failure(code, from, to);
            code.out.invokestatic(
                    Symbols.of(Casts.class),
                    "toDecimalOrReport",
                    Symbols.method(
                            BigDecimal.class,
                            long.class,
                            Decimal.class,
                            String.class,
                            EvaluationErrors.class));
            return Kind.OBJECT;
        }
        code.value(Kind.OBJECT, operand, onNull);
        int value = code.store(Kind.OBJECT);
        var conversion = Casts.of(from, to).orElseThrow();
        code.out.loadConstant(code.owner.constants().of(conversion, Conversion.class)).aload(value);
        failure(code, from, to);
        code.out.invokeinterface(
                Symbols.of(Conversion.class),
                "convertOrReport",
                Symbols.method(Object.class, Object.class, String.class, EvaluationErrors.class));
        return Kind.OBJECT;
    }

    private static void failure(Code code, SqlType from, SqlType to) {
        code.constant(Failures.ofCast(code.scope.subject(), from, to));
        code.out.aload(Code.ERRORS);
    }

    private static Kind convert(Code code, Kind from, SqlType to) {
        var out = code.out;
        if (to == Primitive.STRING) {
            out.invokestatic(
                    from.box(),
                    "toString",
                    MethodTypeDesc.of(ConstantDescs.CD_String, from.type()));
            return Kind.OBJECT;
        }
        var target = Kind.of(to);
        switch (from) {
            case INT -> {
                switch (target) {
                    case LONG -> out.i2l();
                    case DOUBLE -> out.i2d();
                    case INT, BOOLEAN, OBJECT -> {}
                }
            }
            case LONG -> {
                switch (target) {
                    case INT -> out.l2i();
                    case DOUBLE -> out.l2d();
                    case LONG, BOOLEAN, OBJECT -> {}
                }
            }
            case DOUBLE -> {
                switch (target) {
                    case INT -> out.d2i();
                    case LONG -> out.d2l();
                    case DOUBLE, BOOLEAN, OBJECT -> {}
                }
            }
            case OBJECT ->
                    out.checkcast(ConstantDescs.CD_Number)
                            .invokevirtual(
                                    ConstantDescs.CD_Number,
                                    target.unboxing(),
                                    MethodTypeDesc.of(target.type()));
            case BOOLEAN -> throw new IllegalArgumentException("no cast of BOOLEAN to " + to);
        }
        return target;
    }
}
