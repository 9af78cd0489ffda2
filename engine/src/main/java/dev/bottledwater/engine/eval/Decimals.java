// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval;

import dev.bottledwater.sql.type.SqlType.Decimal;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Values of DECIMAL types: exactly the type's scale, at most its precision. */
public final class Decimals {
    private Decimals() {}

    /**
     * The value in the type, rounded half up; null when it has too many digits. Costs little for
     * numbers such as {@code 1e1000000000} too.
     */
    public static @Nullable BigDecimal roundedOrNull(BigDecimal value, Decimal type) {
        if (value.signum() == 0) {
            return BigDecimal.ZERO.setScale(type.scale());
        }
        long digitsBeforePoint = (long) value.precision() - value.scale();
        if (digitsBeforePoint > type.precision() - type.scale()) {
            return null;
        }
        if (digitsBeforePoint < -type.scale()) {
            return BigDecimal.ZERO.setScale(type.scale());
        }
        var rounded = value.setScale(type.scale(), RoundingMode.HALF_UP);
        return rounded.precision() > type.precision() ? null : rounded;
    }

    /** The value in the type, rounded half up; fails when it has too many digits. */
    static BigDecimal rounded(BigDecimal value, Decimal type) {
        return orFail(roundedOrNull(value, type), type);
    }

    /** The value in the type; fails when digits would be lost. */
    static BigDecimal exact(BigDecimal value, Decimal type) {
        if (value.scale() == type.scale()) {
            return orFail(value.precision() > type.precision() ? null : value, type);
        }
        var rounded = rounded(value, type);
        if (rounded.compareTo(value) != 0) {
            throw new EvaluationException("the result has more decimals than " + type + " holds");
        }
        return rounded;
    }

    /**
     * The quotient in the type. One with more decimals than the type holds fails, as KSQL's does
     * (observed: {@code 1.0 / 3} is null).
     */
    static BigDecimal quotient(BigDecimal dividend, BigDecimal divisor, Decimal type) {
        var quotient = dividend.divide(divisor, type.scale(), RoundingMode.DOWN);
        if (quotient.multiply(divisor).compareTo(dividend) != 0) {
            throw new EvaluationException(
                    "the quotient has more decimals than "
                            + type
                            + " holds; CAST an operand to DOUBLE");
        }
        return orFail(quotient.precision() > type.precision() ? null : quotient, type);
    }

    private static BigDecimal orFail(@Nullable BigDecimal value, Decimal type) {
        if (value == null) {
            throw new EvaluationException("the number has more digits than " + type + " holds");
        }
        return value;
    }
}
