// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.type;

import dev.bottledwater.sql.type.SqlType.Decimal;
import dev.bottledwater.sql.type.SqlType.Primitive;

import java.math.BigDecimal;

/**
 * Types of numbers and of arithmetic (language reference, section 2): INTEGER widens to BIGINT,
 * that to DECIMAL, that to DOUBLE.
 */
public final class Numbers {
    private Numbers() {}

    /**
     * The DECIMAL that holds every value of an exact number type: INTEGER as DECIMAL(10, 0), BIGINT
     * as DECIMAL(19, 0).
     *
     * @throws IllegalArgumentException for any other type
     */
    public static Decimal asDecimal(SqlType type) {
        return switch (type) {
            case Decimal d -> d;
            case Primitive.INTEGER -> new Decimal(10, 0);
            case Primitive.BIGINT -> new Decimal(19, 0);
            case Primitive _, SqlType.Array _, SqlType.Map _, SqlType.Struct _ ->
                    throw new IllegalArgumentException(type + " doesn't widen to DECIMAL");
        };
    }

    /** The narrowest type that holds the values of both number types. */
    public static SqlType common(SqlType a, SqlType b) {
        if (a.equals(b)) {
            return a;
        }
        if (a == Primitive.DOUBLE || b == Primitive.DOUBLE) {
            return Primitive.DOUBLE;
        }
        if (!(a instanceof Decimal) && !(b instanceof Decimal)) {
            return Primitive.BIGINT;
        }
        var x = asDecimal(a);
        var y = asDecimal(b);
        int scale = Math.max(x.scale(), y.scale());
        int whole = Math.max(x.precision() - x.scale(), y.precision() - y.scale());
        return new Decimal(whole + scale, scale);
    }

    /** Whether every value of {@code from} is one of {@code to}, or {@code to} is a wider kind. */
    public static boolean widens(SqlType from, SqlType to) {
        if (from.equals(to)) {
            return true;
        }
        return switch (from) {
            case Primitive.INTEGER ->
                    to == Primitive.BIGINT || to == Primitive.DOUBLE || fits(from, to);
            case Primitive.BIGINT -> to == Primitive.DOUBLE || fits(from, to);
            case Decimal _ -> to == Primitive.DOUBLE || fits(from, to);
            case Primitive _, SqlType.Array _, SqlType.Map _, SqlType.Struct _ -> false;
        };
    }

    private static boolean fits(SqlType from, SqlType to) {
        var f = asDecimal(from);
        return to instanceof Decimal t
                && t.scale() >= f.scale()
                && t.precision() - t.scale() >= f.precision() - f.scale();
    }

    /** The type of {@code a + b} and {@code a - b} over DECIMALs. */
    public static Decimal sum(Decimal a, Decimal b) {
        int scale = Math.max(a.scale(), b.scale());
        int whole = Math.max(a.precision() - a.scale(), b.precision() - b.scale());
        return new Decimal(whole + scale + 1, scale);
    }

    /** The type of {@code a * b} over DECIMALs. */
    public static Decimal product(Decimal a, Decimal b) {
        return new Decimal(a.precision() + b.precision() + 1, a.scale() + b.scale());
    }

    /** The type of {@code a / b} over DECIMALs. */
    public static Decimal quotient(Decimal a, Decimal b) {
        int scale = Math.max(6, a.scale() + b.precision() + 1);
        return new Decimal(a.precision() - a.scale() + b.scale() + scale, scale);
    }

    /** The type of {@code a % b} over DECIMALs. */
    public static Decimal remainder(Decimal a, Decimal b) {
        int scale = Math.max(a.scale(), b.scale());
        int whole = Math.min(a.precision() - a.scale(), b.precision() - b.scale());
        return new Decimal(whole + scale, scale);
    }

    /** The DECIMAL of exactly the digits of {@code value}. */
    public static Decimal decimalOf(BigDecimal value) {
        var plain = value.scale() < 0 ? value.setScale(0) : value;
        return new Decimal(Math.max(plain.precision(), plain.scale()), plain.scale());
    }
}
