// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval.compile;

import dev.bottledwater.engine.eval.SqlOrder;
import dev.bottledwater.sql.ir.ComparisonOperator;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.ir.TypedExpression.Comparison;
import dev.bottledwater.sql.ir.TypedExpression.DistinctFrom;
import dev.bottledwater.sql.ir.TypedExpression.In;
import dev.bottledwater.sql.ir.TypedExpression.Literal;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.chrono.ChronoLocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Comparisons. One with a null is false, whatever the operator, except IS DISTINCT FROM. */
final class ComparisonCode {
    /** From so many constants on, a look-up is cheaper than comparing one by one. */
    private static final int SET_SIZE = 5;

    private ComparisonCode() {}

    static void comparison(Code code, Comparison c, Label ifFalse) {
        var type = c.left().type();
        var kind = Kind.of(type);
        code.value(kind, c.left(), ifFalse);
        if (c.right() instanceof Literal && !code.nature.mayBeNull(c.right())) {
            code.value(kind, c.right(), ifFalse);
        } else {
            int left = code.store(kind);
            code.value(kind, c.right(), ifFalse);
            int right = code.store(kind);
            code.load(kind, left);
            code.load(kind, right);
        }
        jumpUnless(code, c.operator(), type, ifFalse);
    }

    static void distinct(Code code, DistinctFrom d, Label ifFalse) {
        var type = d.left().type();
        var kind = Kind.of(type);
        var out = code.out;
        var left = code.keep(kind, d.left());
        var right = code.keep(kind, d.right());
        var same = out.newLabel();
        var different = out.newLabel();
        var end = out.newLabel();
        nullFlag(code, left);
        nullFlag(code, right);
        out.ior();
        var compare = out.newLabel();
        out.ifeq(compare);
        nullFlag(code, left);
        nullFlag(code, right);
        out.iand().ifeq(different).goto_(same).labelBinding(compare);
        code.load(kind, left.slot());
        code.load(kind, right.slot());
        jumpUnless(code, ComparisonOperator.EQUAL, type, different);
        out.labelBinding(same).goto_(d.negated() ? end : ifFalse).labelBinding(different);
        if (d.negated()) {
            out.goto_(ifFalse);
        }
        out.labelBinding(end);
    }

    private static void nullFlag(Code code, Code.Kept kept) {
        if (kept.nullFlag() == Code.Kept.NEVER_NULL) {
            code.out.iconst_0();
        } else {
            code.out.iload(kept.nullFlag());
        }
    }

    static void in(Code code, In in, Label ifFalse) {
        var type = in.value().type();
        var kind = Kind.of(type);
        code.value(kind, in.value(), ifFalse);
        if (hasSet(in)) {
            inSet(code, kind, in.candidates(), ifFalse);
            return;
        }
        int value = code.store(kind);
        var found = code.out.newLabel();
        for (var candidate : in.candidates()) {
            var next = code.out.newLabel();
            code.value(kind, candidate, next);
            int other = code.store(kind);
            code.load(kind, value);
            code.load(kind, other);
            jumpUnless(code, ComparisonOperator.EQUAL, type, next);
            code.out.goto_(found).labelBinding(next);
        }
        code.out.goto_(ifFalse).labelBinding(found);
    }

    /** DOUBLE and DECIMAL are left out: what is equal to SQL need not be to a set. */
    private static boolean hasSet(In in) {
        return in.candidates().size() >= SET_SIZE
                && in.candidates().stream().allMatch(c -> isConstant(c, in.value().type()))
                && switch (in.value().type()) {
                    case Primitive.INTEGER,
                            Primitive.BIGINT,
                            Primitive.STRING,
                            Primitive.DATE,
                            Primitive.TIME,
                            Primitive.TIMESTAMP ->
                            true;
                    case Primitive _,
                            SqlType.Decimal _,
                            SqlType.Array _,
                            SqlType.Map _,
                            SqlType.Struct _ ->
                            false;
                };
    }

    private static boolean isConstant(TypedExpression candidate, SqlType type) {
        return candidate instanceof Literal(var value, var t) && (value == null || t.equals(type));
    }

    private static void inSet(
            Code code, Kind kind, List<TypedExpression> candidates, Label ifFalse) {
        var values = new HashSet<Object>();
        for (var candidate : candidates) {
            if (candidate instanceof Literal(var value, _) && value != null) {
                values.add(value);
            }
        }
        int value = code.store(kind);
        if (kind == Kind.OBJECT) {
            code.out
                    .loadConstant(code.owner.constants().of(Set.copyOf(values), Set.class))
                    .aload(value)
                    .invokeinterface(
                            ConstantDescs.CD_Set,
                            "contains",
                            Symbols.method(boolean.class, Object.class));
        } else {
            var sorted =
                    values.stream().mapToLong(v -> ((Number) v).longValue()).sorted().toArray();
            code.out.loadConstant(code.owner.constants().of(sorted, long[].class));
            code.load(kind, value);
            if (kind == Kind.INT) {
                code.out.i2l();
            }
            code.out.invokestatic(
                    Symbols.OPERATIONS,
                    "contains",
                    Symbols.method(boolean.class, long[].class, long.class));
        }
        code.out.ifeq(ifFalse);
    }

    /** Takes two values from the stack. */
    private static void jumpUnless(
            Code code, ComparisonOperator operator, SqlType type, Label target) {
        var out = code.out;
        switch (Kind.of(type)) {
            case BOOLEAN, INT -> intJump(out, operator, target);
            case LONG -> {
                out.lcmp();
                zeroJump(out, operator, target);
            }
            case DOUBLE -> {
                // a comparison with NaN is false, so the order that makes it jump is taken
                switch (operator) {
                    case LESS, LESS_OR_EQUAL -> out.dcmpg();
                    case EQUAL, NOT_EQUAL, GREATER, GREATER_OR_EQUAL -> out.dcmpl();
                }
                zeroJump(out, operator, target);
            }
            case OBJECT -> objectJump(code, operator, type, target);
        }
    }

    private static void intJump(CodeBuilder out, ComparisonOperator operator, Label target) {
        switch (operator) {
            case EQUAL -> out.if_icmpne(target);
            case NOT_EQUAL -> out.if_icmpeq(target);
            case LESS -> out.if_icmpge(target);
            case LESS_OR_EQUAL -> out.if_icmpgt(target);
            case GREATER -> out.if_icmple(target);
            case GREATER_OR_EQUAL -> out.if_icmplt(target);
        }
    }

    private static void zeroJump(CodeBuilder out, ComparisonOperator operator, Label target) {
        switch (operator) {
            case EQUAL -> out.ifne(target);
            case NOT_EQUAL -> out.ifeq(target);
            case LESS -> out.ifge(target);
            case LESS_OR_EQUAL -> out.ifgt(target);
            case GREATER -> out.ifle(target);
            case GREATER_OR_EQUAL -> out.iflt(target);
        }
    }

    private static void objectJump(
            Code code, ComparisonOperator operator, SqlType type, Label target) {
        boolean equality =
                operator == ComparisonOperator.EQUAL || operator == ComparisonOperator.NOT_EQUAL;
        switch (type) {
            case Primitive.STRING ->
                    compare(
                            code,
                            equality ? "equals" : "compareTo",
                            String.class,
                            equality ? Object.class : String.class);
            case Primitive.DATE ->
                    compare(code, "compareTo", LocalDate.class, ChronoLocalDate.class);
            case Primitive.TIME -> compare(code, "compareTo", LocalTime.class, LocalTime.class);
            case Primitive.TIMESTAMP -> compare(code, "compareTo", Instant.class, Instant.class);
            case SqlType.Decimal _ ->
                    compare(code, "compareTo", BigDecimal.class, BigDecimal.class);
            case Primitive.BYTES -> {
                castBoth(code, Symbols.of(ByteBuffer.class), Symbols.of(ByteBuffer.class));
                code.out.invokestatic(
                        Symbols.of(SqlOrder.class),
                        "unsigned",
                        Symbols.method(int.class, ByteBuffer.class, ByteBuffer.class));
            }
            case Primitive _, SqlType.Array _, SqlType.Map _, SqlType.Struct _ ->
                    compare(code, "equals", Object.class, Object.class);
        }
        var byEquals =
                switch (type) {
                    case Primitive.STRING -> equality;
                    case SqlType.Array _, SqlType.Map _, SqlType.Struct _ -> true;
                    case Primitive _, SqlType.Decimal _ -> false;
                };
        if (!byEquals) {
            zeroJump(code.out, operator, target);
        } else if (operator == ComparisonOperator.EQUAL) {
            code.out.ifeq(target);
        } else {
            code.out.ifne(target);
        }
    }

    private static void compare(Code code, String method, Class<?> owner, Class<?> parameter) {
        castBoth(code, Symbols.of(owner), Symbols.of(owner));
        code.out.invokevirtual(
                Symbols.of(owner),
                method,
                Symbols.method(method.equals("equals") ? boolean.class : int.class, parameter));
    }

    private static void castBoth(Code code, ClassDesc left, ClassDesc right) {
        if (left.equals(ConstantDescs.CD_Object)) {
            return;
        }
        int second = code.store(Kind.OBJECT);
        code.out.checkcast(left).aload(second).checkcast(right);
    }
}
