// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.ir;

import dev.bottledwater.sql.function.ScalarSignature;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/**
 * An expression whose type is known. Operands have the types that the operator needs: the analyzer
 * has inserted a {@link Cast} wherever KSQL coerces.
 *
 * <p>Null rules are those of KSQL (language reference, section 3): arithmetic with a null is null,
 * a comparison with a null is false, {@link DistinctFrom} is the null-safe one.
 */
public sealed interface TypedExpression {

    SqlType type();

    /** A constant; {@code value} is of the class that {@link SqlType} names, or null. */
    record Literal(@Nullable Object value, SqlType type) implements TypedExpression {}

    /** The input row's column at {@code index}; {@code name} is for texts only. */
    record ColumnRef(int index, String name, SqlType type) implements TypedExpression {
        public ColumnRef {
            if (index < 0) {
                throw new IllegalArgumentException("negative column index");
            }
            Objects.requireNonNull(name);
            Objects.requireNonNull(type);
        }
    }

    /** {@code + - * / %} on two numbers of the types' common kind; the result has {@code type}. */
    record Arithmetic(
            ArithmeticOperator operator, TypedExpression left, TypedExpression right, SqlType type)
            implements TypedExpression {}

    /**
     * String concatenation by {@code +}: a null operand contributes the text {@code null}, as
     * KSQL's does.
     */
    record Concat(TypedExpression left, TypedExpression right) implements TypedExpression {
        @Override
        public SqlType type() {
            return Primitive.STRING;
        }
    }

    /** Unary minus. */
    record Negate(TypedExpression operand) implements TypedExpression {
        @Override
        public SqlType type() {
            return operand.type();
        }
    }

    /** Comparison of two values of one type. */
    record Comparison(ComparisonOperator operator, TypedExpression left, TypedExpression right)
            implements TypedExpression {
        @Override
        public SqlType type() {
            return Primitive.BOOLEAN;
        }
    }

    /** Null-safe inequality, {@code negated} for IS NOT DISTINCT FROM. */
    record DistinctFrom(TypedExpression left, TypedExpression right, boolean negated)
            implements TypedExpression {
        @Override
        public SqlType type() {
            return Primitive.BOOLEAN;
        }
    }

    /** AND over two or more conditions. */
    record And(List<TypedExpression> operands) implements TypedExpression {
        public And {
            operands = List.copyOf(operands);
        }

        @Override
        public SqlType type() {
            return Primitive.BOOLEAN;
        }
    }

    /** OR over two or more conditions. */
    record Or(List<TypedExpression> operands) implements TypedExpression {
        public Or {
            operands = List.copyOf(operands);
        }

        @Override
        public SqlType type() {
            return Primitive.BOOLEAN;
        }
    }

    /** NOT. */
    record Not(TypedExpression operand) implements TypedExpression {
        @Override
        public SqlType type() {
            return Primitive.BOOLEAN;
        }
    }

    /** IS NULL, {@code negated} for IS NOT NULL. */
    record IsNull(TypedExpression operand, boolean negated) implements TypedExpression {
        @Override
        public SqlType type() {
            return Primitive.BOOLEAN;
        }
    }

    /** LIKE; {@code escape} is null when none was given. NOT LIKE is a {@link Not} around it. */
    record Like(TypedExpression value, TypedExpression pattern, @Nullable Character escape)
            implements TypedExpression {
        @Override
        public SqlType type() {
            return Primitive.BOOLEAN;
        }
    }

    /** IN over values of one type. */
    record In(TypedExpression value, List<TypedExpression> candidates) implements TypedExpression {
        public In {
            candidates = List.copyOf(candidates);
        }

        @Override
        public SqlType type() {
            return Primitive.BOOLEAN;
        }
    }

    /** Searched CASE; without a match {@code otherwise} or null. */
    record Case(List<When> whens, @Nullable TypedExpression otherwise, SqlType type)
            implements TypedExpression {
        public Case {
            whens = List.copyOf(whens);
        }
    }

    /** A branch of a CASE. */
    record When(TypedExpression condition, TypedExpression result) {}

    /**
     * CAST, explicit or inserted. A value that can't be converted gives null and an entry in the
     * processing log.
     */
    record Cast(TypedExpression operand, SqlType type) implements TypedExpression {}

    /** The field of a struct at {@code index}; null for a null struct. */
    record Field(TypedExpression struct, int index, String name, SqlType type)
            implements TypedExpression {}

    /**
     * {@code array[i]} (1-based, negative from the end) or {@code map[key]}; null when there is no
     * such element.
     */
    record Subscript(TypedExpression collection, TypedExpression key, SqlType type)
            implements TypedExpression {}

    /** ARRAY[…] */
    record MakeArray(List<TypedExpression> elements, SqlType type) implements TypedExpression {
        public MakeArray {
            elements = List.copyOf(elements);
        }
    }

    /** MAP(k := v, …): {@code keys} and {@code values} have one length. */
    record MakeMap(List<TypedExpression> keys, List<TypedExpression> values, SqlType type)
            implements TypedExpression {
        public MakeMap {
            keys = List.copyOf(keys);
            values = List.copyOf(values);
        }
    }

    /** STRUCT(f := v, …) in the order of the type's fields. */
    record MakeStruct(List<TypedExpression> values, SqlType type) implements TypedExpression {
        public MakeStruct {
            values = List.copyOf(values);
        }
    }

    /** A call of one overload. */
    record Call(ScalarSignature function, List<TypedExpression> arguments, SqlType type)
            implements TypedExpression {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** A lambda argument; {@code type} is the type of its body. */
    record Lambda(List<String> parameters, TypedExpression body) implements TypedExpression {
        public Lambda {
            parameters = List.copyOf(parameters);
        }

        @Override
        public SqlType type() {
            return body.type();
        }
    }

    /** A parameter of an enclosing lambda. */
    record LambdaParameter(String name, SqlType type) implements TypedExpression {}
}
