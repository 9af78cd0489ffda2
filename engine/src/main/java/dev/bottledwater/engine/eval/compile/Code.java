// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval.compile;

import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.ir.TypedExpression.*;
import dev.bottledwater.sql.type.StructValue;

import org.jspecify.annotations.Nullable;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/**
 * Writes the body of one method: the code of an expression and of what is inside of it.
 *
 * <p>The operand stack is empty where the code of an expression begins and where it jumps, so that
 * any code may jump away and any call may be caught; values in waiting stand in locals.
 */
final class Code {
    static final int THIS = 0;
    static final int ROW = 1;
    static final int ERRORS = 2;
    static final int FIRST_PARAMETER = 3;

    private static final int LONGEST_TEXT = 20_000;
    private static final MethodTypeDesc GET = Symbols.method(Object.class, int.class);

    final CodeBuilder out;
    final GeneratedClass owner;
    final Scope scope;
    final Nature nature;
    private final TypedExpression root;

    /**
     * What surrounds the expressions of a method.
     *
     * @param subject what the whole expression is for, for error texts
     * @param parameters of the enclosing lambdas, outermost first; they are the method's last ones
     */
    record Scope(String subject, List<String> parameters, Parts parts) {}

    Code(CodeBuilder out, GeneratedClass owner, Scope scope, TypedExpression root) {
        this.out = out;
        this.owner = owner;
        this.scope = scope;
        this.nature = new Nature(scope.parts(), !scope.parameters().isEmpty());
        this.root = root;
    }

    /** Leaves the value as a reference, which may be null. */
    void object(TypedExpression e) {
        if (e instanceof Literal(var value, _)) {
            constant(value);
            return;
        }
        if (isPart(e) || !nature.jumps(e)) {
            box(natural(e, out.newLabel()));
            return;
        }
        var isNull = out.newLabel();
        var end = out.newLabel();
        box(natural(e, isNull));
        out.goto_(end).labelBinding(isNull).aconst_null().labelBinding(end);
    }

    /** Leaves a value that is not null, of the kind that is said; jumps when it is null. */
    void value(Kind kind, TypedExpression e, Label onNull) {
        var natural = natural(e, onNull);
        if (natural == Kind.OBJECT && nature.mayBeNull(e)) {
            int slot = store(Kind.OBJECT);
            out.aload(slot).ifnull(onNull).aload(slot);
        }
        if (natural == kind) {
            return;
        }
        // kinds other than the natural one come from references, or from trees with wrong types,
        // which fail on the row as they do in the reference
        box(natural);
        if (kind != Kind.OBJECT) {
            unbox(kind);
        }
    }

    /** Evaluates and leaves nothing; jumps when the value is null. */
    void discard(TypedExpression e, Label onNull) {
        var natural = natural(e, onNull);
        if (natural == Kind.OBJECT && nature.mayBeNull(e)) {
            out.ifnull(onNull);
        } else if (natural.typeKind().slotSize() == 2) {
            out.pop2();
        } else {
            out.pop();
        }
    }

    /** Leaves a reference of a class; jumps when the value is null. */
    void reference(ClassDesc type, TypedExpression e, Label onNull) {
        value(Kind.OBJECT, e, onNull);
        out.checkcast(type);
    }

    /** A value in a local. */
    record Kept(Kind kind, int slot, int nullFlag) {
        /** There is no flag where the value can't be null. */
        static final int NEVER_NULL = -1;
    }

    /** Puts the value and whether it is null into locals. */
    Kept keep(Kind kind, TypedExpression e) {
        int slot = out.allocateLocal(kind.typeKind());
        if (!nature.mayBeNull(e)) {
            value(kind, e, out.newLabel());
            out.storeLocal(kind.typeKind(), slot);
            return new Kept(kind, slot, Kept.NEVER_NULL);
        }
        int flag = flag();
        var isNull = out.newLabel();
        var end = out.newLabel();
        value(kind, e, isNull);
        out.storeLocal(kind.typeKind(), slot).goto_(end).labelBinding(isNull);
        zero(kind);
        out.storeLocal(kind.typeKind(), slot);
        raise(flag);
        out.labelBinding(end);
        return new Kept(kind, slot, flag);
    }

    /** A local for a boolean, which is false. */
    int flag() {
        int flag = out.allocateLocal(TypeKind.BOOLEAN);
        out.iconst_0().istore(flag);
        return flag;
    }

    void raise(int flag) {
        out.iconst_1().istore(flag);
    }

    /** Takes the value from the stack into a new local. */
    int store(Kind kind) {
        int slot = out.allocateLocal(kind.typeKind());
        out.storeLocal(kind.typeKind(), slot);
        return slot;
    }

    void load(Kind kind, int slot) {
        out.loadLocal(kind.typeKind(), slot);
    }

    void zero(Kind kind) {
        switch (kind) {
            case BOOLEAN, INT -> out.iconst_0();
            case LONG -> out.lconst_0();
            case DOUBLE -> out.dconst_0();
            case OBJECT -> out.aconst_null();
        }
    }

    void box(Kind kind) {
        if (kind != Kind.OBJECT) {
            out.invokestatic(kind.box(), "valueOf", MethodTypeDesc.of(kind.box(), kind.type()));
        }
    }

    void unbox(Kind kind) {
        out.checkcast(kind.box())
                .invokevirtual(kind.box(), kind.unboxing(), MethodTypeDesc.of(kind.type()));
    }

    /** Leaves a constant as a reference. */
    void constant(@Nullable Object value) {
        switch (value) {
            case null -> out.aconst_null();
            case String text when text.length() <= LONGEST_TEXT -> out.loadConstant(text);
            case Boolean b ->
                    out.getstatic(
                            ConstantDescs.CD_Boolean,
                            b ? "TRUE" : "FALSE",
                            ConstantDescs.CD_Boolean);
            default -> out.loadConstant(owner.constants().of(value, Object.class));
        }
    }

    /** Whether the expression has a method of its own that is to be called. */
    boolean isPart(TypedExpression e) {
        return e != root && scope.parts().contains(e);
    }

    /**
     * Leaves the value in the form in which it comes most cheaply. A null either jumps or is left
     * as a reference, as {@link Nature#jumps} tells.
     */
    private Kind natural(TypedExpression e, Label onNull) {
        if (isPart(e)) {
            callOwn(owner.part(e, scope), scope.parameters().size());
            return Kind.OBJECT;
        }
        return switch (e) {
            case Literal(var value, var type) -> literal(value, Kind.of(type));
            case ColumnRef(var index, _, _) -> {
                out.aload(ROW).loadConstant(index).invokevirtual(Symbols.ROW, "get", GET);
                yield Kind.OBJECT;
            }
            case LambdaParameter(var name, _) -> {
                out.aload(FIRST_PARAMETER + scope.parameters().lastIndexOf(name));
                yield Kind.OBJECT;
            }
            case Arithmetic a -> ArithmeticCode.binary(this, a, onNull);
            case Negate(var operand) -> ArithmeticCode.negate(this, operand, onNull);
            case Comparison _, DistinctFrom _, And _, Or _, Not _, IsNull _, Like _, In _ -> {
                var isFalse = out.newLabel();
                var end = out.newLabel();
                ConditionCode.condition(this, e, isFalse, onNull);
                out.iconst_1().goto_(end).labelBinding(isFalse).iconst_0().labelBinding(end);
                yield Kind.BOOLEAN;
            }
            case Case c -> searchedCase(c, onNull);
            case Cast(var operand, var type) when operand.type().equals(type) ->
                    natural(operand, onNull);
            case Cast(var operand, var type) -> CastCode.cast(this, operand, type, onNull);
            case Field(var struct, int index, _, _) -> {
                reference(Symbols.of(StructValue.class), struct, onNull);
                out.loadConstant(index).invokevirtual(Symbols.of(StructValue.class), "get", GET);
                yield Kind.OBJECT;
            }
            case Concat _, Subscript _, MakeArray _, MakeMap _, MakeStruct _ -> {
                CollectionCode.object(this, e, onNull);
                yield Kind.OBJECT;
            }
            case Call call -> CallCode.call(this, call, onNull);
            case Lambda lambda -> {
                CallCode.lambda(this, lambda);
                yield Kind.OBJECT;
            }
        };
    }

    private Kind literal(@Nullable Object value, Kind kind) {
        if (kind == Kind.OBJECT || !kind.holds(value)) {
            constant(value);
            return Kind.OBJECT;
        }
        switch (value) {
            case Boolean b -> out.loadConstant(b ? 1 : 0);
            case Integer i -> out.loadConstant(i);
            case Long l -> out.loadConstant(l);
            case Double d -> out.loadConstant(d);
            case null, default -> throw new IllegalStateException("no constant of " + kind);
        }
        return kind;
    }

    private Kind searchedCase(Case c, Label onNull) {
        var kind = Kind.of(c.type());
        var end = out.newLabel();
        for (var when : c.whens()) {
            var next = out.newLabel();
            ConditionCode.condition(this, when.condition(), next, next);
            result(kind, when.result(), onNull);
            out.goto_(end).labelBinding(next);
        }
        var otherwise = c.otherwise();
        if (otherwise != null) {
            result(kind, otherwise, onNull);
        } else if (kind == Kind.OBJECT) {
            out.aconst_null();
        } else {
            out.goto_(onNull);
        }
        out.labelBinding(end);
        return kind;
    }

    private void result(Kind kind, TypedExpression result, Label onNull) {
        if (kind == Kind.OBJECT) {
            object(result);
        } else {
            value(kind, result, onNull);
        }
    }

    /** Calls a method of the generated class with the row, the errors and lambda parameters. */
    void callOwn(String method, int parameters) {
        out.aload(THIS).aload(ROW).aload(ERRORS);
        for (int i = 0; i < parameters; i++) {
            out.aload(FIRST_PARAMETER + i);
        }
        out.invokevirtual(GeneratedClass.NAME, method, GeneratedClass.bodyType(parameters));
    }
}
