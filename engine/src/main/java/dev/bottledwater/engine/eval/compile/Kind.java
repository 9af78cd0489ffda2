// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval.compile;

import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.jspecify.annotations.Nullable;

import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.Optional;

/** How a value stands on the operand stack. */
enum Kind {
    BOOLEAN(TypeKind.BOOLEAN, boolean.class, Boolean.class, "booleanValue"),
    INT(TypeKind.INT, int.class, Integer.class, "intValue"),
    LONG(TypeKind.LONG, long.class, Long.class, "longValue"),
    DOUBLE(TypeKind.DOUBLE, double.class, Double.class, "doubleValue"),
    OBJECT(TypeKind.REFERENCE, Object.class, Object.class, "");

    private final TypeKind typeKind;
    private final Class<?> type;
    private final Class<?> box;
    private final String unboxing;

    Kind(TypeKind typeKind, Class<?> type, Class<?> box, String unboxing) {
        this.typeKind = typeKind;
        this.type = type;
        this.box = box;
        this.unboxing = unboxing;
    }

    static Kind of(SqlType type) {
        return switch (type) {
            case Primitive.BOOLEAN -> BOOLEAN;
            case Primitive.INTEGER -> INT;
            case Primitive.BIGINT -> LONG;
            case Primitive.DOUBLE -> DOUBLE;
            case Primitive _, SqlType.Decimal _, SqlType.Array _, SqlType.Map _, SqlType.Struct _ ->
                    OBJECT;
        };
    }

    /** Of an expression's value; a lambda's is a function, although its type is its body's. */
    static Kind of(TypedExpression expression) {
        return expression instanceof TypedExpression.Lambda ? OBJECT : of(expression.type());
    }

    /** Of a Java parameter or result; empty for primitive types that no SQL type is. */
    static Optional<Kind> of(Class<?> type) {
        if (!type.isPrimitive()) {
            return Optional.of(OBJECT);
        }
        for (var kind : values()) {
            if (kind.type == type) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** Whether a constant is of this kind's own class. */
    boolean holds(@Nullable Object value) {
        return value != null && value.getClass() == box;
    }

    TypeKind typeKind() {
        return typeKind;
    }

    /** {@code int} or {@code Object}. */
    ClassDesc type() {
        return type.describeConstable().orElse(ConstantDescs.CD_Object);
    }

    /** {@code Integer}; of a kind that isn't OBJECT. */
    ClassDesc box() {
        return box.describeConstable().orElse(ConstantDescs.CD_Object);
    }

    /** The method of {@link #box} that gives the number. */
    String unboxing() {
        return unboxing;
    }
}
