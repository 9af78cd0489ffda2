// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.parse;

import dev.bottledwater.sql.ast.Literal;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.ast.TimeSpan;
import dev.bottledwater.sql.ast.TimeUnitName;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.parse.grammar.KsqlParser.NumberContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.TimeSpanContext;

import org.antlr.v4.runtime.Token;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Makes numbers of their tokens. */
final class Numbers {
    private static final BigInteger LEAST_LONG = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger GREATEST_LONG = BigInteger.valueOf(Long.MAX_VALUE);

    private final Positions positions;

    Numbers(Positions positions) {
        this.positions = positions;
    }

    /**
     * A number with the sign before it. The sign belongs to it: the least BIGINT has no positive
     * counterpart.
     *
     * @param span the place of sign and number
     */
    Literal literal(NumberContext context, boolean negative, SourceSpan span) {
        String text = (negative ? "-" : "") + context.getText();
        if (context.INTEGER_VALUE() != null) {
            BigInteger value = new BigInteger(text);
            if (value.compareTo(LEAST_LONG) < 0 || value.compareTo(GREATEST_LONG) > 0) {
                throw invalid(
                        "Invalid numeric literal: " + text,
                        span,
                        "Whole numbers go from -2^63 to 2^63 - 1; add a point to have a DECIMAL.");
            }
            long number = value.longValueExact();
            return number == (int) number
                    ? new Literal.IntegerLiteral((int) number, span)
                    : new Literal.LongLiteral(number, span);
        }
        if (context.DECIMAL_VALUE() != null) {
            return new Literal.DecimalLiteral(new BigDecimal(text), span);
        }
        double value = Double.parseDouble(text);
        if (!Double.isFinite(value)) {
            throw invalid(
                    "Number overflows DOUBLE: " + text,
                    span,
                    "The greatest DOUBLE is 1.7976931348623157E308.");
        }
        return new Literal.DoubleLiteral(value, span);
    }

    /** A whole number that has to fit 32 bits. */
    int integer(Token token) {
        try {
            return Integer.parseInt(token.getText());
        } catch (NumberFormatException _) {
            throw invalid(
                    "Invalid numeric literal: " + token.getText(),
                    positions.of(token),
                    "The greatest number that can stand here is 2147483647.");
        }
    }

    /** The number after LIMIT. */
    int limit(NumberContext context) {
        try {
            return Integer.parseInt(context.getText());
        } catch (NumberFormatException _) {
            throw new SqlException(
                    ErrorCode.INVALID_NUMBER,
                    "Failed to prepare statement: Value must be integer for command: LIMIT",
                    positions.of(context),
                    "LIMIT takes a whole number from 0 to 2147483647.");
        }
    }

    TimeSpan timeSpan(TimeSpanContext context) {
        SourceSpan span = positions.of(context);
        String unit = context.timeUnit().getText();
        Token amount = context.INTEGER_VALUE().getSymbol();
        try {
            return new TimeSpan(
                    Long.parseLong(amount.getText()), TimeUnitName.of(unit).orElseThrow(), span);
        } catch (IllegalArgumentException _) {
            throw invalid(
                    "Invalid numeric literal: " + amount.getText(),
                    positions.of(amount),
                    "This many " + unit + " are more milliseconds than fit 64 bits.");
        }
    }

    private static SqlException invalid(String reason, SourceSpan span, String hint) {
        // KSQL counts the column of these messages one too far; the message is its text, the span
        // is right
        return new SqlException(
                ErrorCode.INVALID_NUMBER,
                "Failed to prepare statement: line %d:%d: %s"
                        .formatted(span.line(), span.column() + 1, reason),
                span,
                hint);
    }
}
