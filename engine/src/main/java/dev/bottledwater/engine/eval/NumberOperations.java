// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval;

import dev.bottledwater.sql.type.SqlType.Decimal;

import java.math.BigDecimal;

/**
 * The operations on numbers that can fail: what fails unwinds to the nearest function call or to
 * the whole expression. For closures and generated code alike.
 */
public final class NumberOperations {
    private static final EvaluationException DIVISION_BY_ZERO =
            new EvaluationException("division by zero");

    private static final EvaluationException NULL_OPERAND =
            new EvaluationException("an operand of the arithmetic in a lambda is null");

    private NumberOperations() {}

    /** What arithmetic in a lambda throws for a null operand. */
    public static RuntimeException nullOperand() {
        return NULL_OPERAND;
    }

    public static int quotient(int a, int b) {
        return a / checked(b);
    }

    public static int remainder(int a, int b) {
        return a % checked(b);
    }

    public static long quotient(long a, long b) {
        return a / checked(b);
    }

    public static long remainder(long a, long b) {
        return a % checked(b);
    }

    public static BigDecimal sum(BigDecimal a, BigDecimal b, Decimal type) {
        return Decimals.exact(a.add(b), type);
    }

    public static BigDecimal difference(BigDecimal a, BigDecimal b, Decimal type) {
        return Decimals.exact(a.subtract(b), type);
    }

    public static BigDecimal product(BigDecimal a, BigDecimal b, Decimal type) {
        return Decimals.exact(a.multiply(b), type);
    }

    public static BigDecimal quotient(BigDecimal a, BigDecimal b, Decimal type) {
        return Decimals.quotient(a, checked(b), type);
    }

    public static BigDecimal remainder(BigDecimal a, BigDecimal b, Decimal type) {
        return Decimals.exact(a.remainder(checked(b)), type);
    }

    private static int checked(int divisor) {
        if (divisor == 0) {
            throw DIVISION_BY_ZERO;
        }
        return divisor;
    }

    private static long checked(long divisor) {
        if (divisor == 0) {
            throw DIVISION_BY_ZERO;
        }
        return divisor;
    }

    private static BigDecimal checked(BigDecimal divisor) {
        if (divisor.signum() == 0) {
            throw DIVISION_BY_ZERO;
        }
        return divisor;
    }
}
