// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.typing;

import dev.bottledwater.sql.ast.Expression;
import dev.bottledwater.sql.ast.Literal;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.type.LiteralText;
import dev.bottledwater.sql.type.Numbers;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;

/** Types and values of literals, and their coercion to other types. */
public final class Literals {
    private Literals() {}

    /** The constant that a literal stands for; the type of NULL must be known from elsewhere. */
    static TypedExpression.Literal typed(Literal literal, SqlType typeOfNull) {
        return switch (literal) {
            case Literal.NullLiteral _ -> new TypedExpression.Literal(null, typeOfNull);
            case Literal.BooleanLiteral(var value, _) ->
                    new TypedExpression.Literal(value, Primitive.BOOLEAN);
            case Literal.IntegerLiteral(var value, _) ->
                    new TypedExpression.Literal(value, Primitive.INTEGER);
            case Literal.LongLiteral(var value, _) ->
                    new TypedExpression.Literal(value, Primitive.BIGINT);
            case Literal.DecimalLiteral(var value, _) ->
                    new TypedExpression.Literal(
                            value.scale() < 0 ? value.setScale(0) : value,
                            Numbers.decimalOf(value));
            case Literal.DoubleLiteral(var value, _) ->
                    new TypedExpression.Literal(value, Primitive.DOUBLE);
            case Literal.StringLiteral(var value, _) ->
                    new TypedExpression.Literal(value, Primitive.STRING);
        };
    }

    public static boolean isNull(Expression expression) {
        return expression instanceof Literal.NullLiteral;
    }

    /** The type of the number that a string literal holds; empty for another text. */
    static Optional<SqlType> numberType(String text) {
        return LiteralText.number(text)
                .map(
                        n ->
                                n.scale() > 0 || !isInteger(text)
                                        ? Numbers.decimalOf(n)
                                        : integerType(n));
    }

    private static boolean isInteger(String text) {
        return text.strip().matches("[+-]?\\d+");
    }

    private static SqlType integerType(BigDecimal n) {
        int bits = n.toBigIntegerExact().bitLength();
        return bits < Integer.SIZE
                ? Primitive.INTEGER
                : bits < Long.SIZE ? Primitive.BIGINT : Numbers.decimalOf(n);
    }

    /** The value of a string literal as another type; empty when it isn't one. */
    public static Optional<TypedExpression> read(String text, SqlType type) {
        Optional<?> value =
                switch (type) {
                    case Primitive.STRING -> Optional.of(text);
                    case Primitive.BOOLEAN -> LiteralText.bool(text);
                    case Primitive.DATE -> LiteralText.date(text);
                    case Primitive.TIME -> LiteralText.time(text);
                    case Primitive.TIMESTAMP -> LiteralText.timestamp(text);
                    case Primitive.BYTES -> base64(text);
                    case Primitive.INTEGER, Primitive.BIGINT, Primitive.DOUBLE ->
                            LiteralText.number(text).flatMap(n -> number(n, type));
                    case SqlType.Decimal _ ->
                            LiteralText.number(text).flatMap(n -> number(n, type));
                    case SqlType.Array _, SqlType.Map _, SqlType.Struct _ -> Optional.empty();
                };
        return value.map(v -> new TypedExpression.Literal(v, type));
    }

    private static Optional<ByteBuffer> base64(String text) {
        try {
            return Optional.of(ByteBuffer.wrap(Base64.getDecoder().decode(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A number as a value of a number type; empty when it doesn't fit without loss. */
    static Optional<Object> number(BigDecimal n, SqlType type) {
        try {
            return Optional.of(
                    switch (type) {
                        case Primitive.INTEGER -> (Object) n.intValueExact();
                        case Primitive.BIGINT -> n.longValueExact();
                        case Primitive.DOUBLE -> n.doubleValue();
                        case SqlType.Decimal(int precision, int scale) -> {
                            var scaled = n.setScale(scale);
                            if (scaled.precision() > precision) {
                                throw new ArithmeticException("too many digits");
                            }
                            yield scaled;
                        }
                        case Primitive _, SqlType.Array _, SqlType.Map _, SqlType.Struct _ ->
                                throw new IllegalArgumentException(type + " is no number");
                    });
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** The exact value of a constant of a number type. */
    static BigDecimal exact(Object value) {
        return switch (value) {
            case Integer i -> BigDecimal.valueOf(i);
            case Long l -> BigDecimal.valueOf(l);
            case BigDecimal d -> d;
            case BigInteger b -> new BigDecimal(b);
            default -> throw new IllegalArgumentException(value.getClass() + " is no exact number");
        };
    }

    /**
     * An expression as a value of another type: constants are converted now, the rest by a cast.
     * The caller has made sure that the cast exists.
     */
    public static TypedExpression cast(TypedExpression expression, SqlType type) {
        if (expression.type().equals(type)) {
            return expression;
        }
        if (expression instanceof TypedExpression.Literal(var value, var from)) {
            if (value == null) {
                return new TypedExpression.Literal(null, type);
            }
            if (from.isNumeric() && from != Primitive.DOUBLE && type.isNumeric()) {
                var converted = number(exact(Objects.requireNonNull(value)), type);
                if (converted.isPresent()) {
                    return new TypedExpression.Literal(converted.get(), type);
                }
            }
        }
        return new TypedExpression.Cast(expression, type);
    }
}
