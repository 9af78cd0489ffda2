// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval;

import dev.bottledwater.sql.type.LiteralText;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Decimal;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;

/**
 * CAST (language reference, section 2.2, and the observed results): to a narrower integer the bits
 * are cut off, to DECIMAL is rounded half up, and text must be a text of the type.
 */
public final class Casts {
    private Casts() {}

    /** Converts values of one type to another. Thread-safe. */
    @FunctionalInterface
    public interface Conversion {

        /** Converts a value that is not null; throws {@link EvaluationException}. */
        Object convert(Object value);

        /**
         * The converted value, or null if it can't be converted, which is reported.
         *
         * @param failure how the sentence about a failure begins
         */
        default @Nullable Object convertOrReport(
                Object value, String failure, EvaluationErrors errors) {
            try {
                return convert(value);
            } catch (EvaluationException e) {
                errors.failed(failure + e.getMessage(), null);
                return null;
            }
        }
    }

    /**
     * The conversion; empty when a value stays as it is.
     *
     * @throws IllegalArgumentException when KSQL has no such cast
     */
    public static Optional<Conversion> of(SqlType from, SqlType to) {
        if (from.equals(to)) {
            return Optional.empty();
        }
        return switch (to) {
            case Decimal decimal -> Optional.of(toDecimal(from, decimal));
            case Primitive.STRING -> {
                if (from == Primitive.BYTES) {
                    throw unsupported(from, to);
                }
                yield Optional.of(SqlText.of(from)::text);
            }
            case Primitive primitive -> Optional.of(toPrimitive(from, primitive));
            case SqlType.Array _, SqlType.Map _, SqlType.Struct _ -> NestedCasts.of(from, to);
        };
    }

    /**
     * A whole number as DECIMAL, or null if it has too many digits, which is reported.
     *
     * @param failure how the sentence about a failure begins
     */
    public static @Nullable BigDecimal toDecimalOrReport(
            long value, Decimal to, String failure, EvaluationErrors errors) {
        try {
            return Decimals.rounded(BigDecimal.valueOf(value), to);
        } catch (EvaluationException e) {
            errors.failed(failure + e.getMessage(), null);
            return null;
        }
    }

    static IllegalArgumentException unsupported(SqlType from, SqlType to) {
        return new IllegalArgumentException("Cast of " + from + " to " + to + " is not supported");
    }

    private static Conversion toDecimal(SqlType from, Decimal to) {
        return switch (from) {
            case Primitive.INTEGER, Primitive.BIGINT ->
                    v -> Decimals.rounded(BigDecimal.valueOf(((Number) v).longValue()), to);
            case Primitive.DOUBLE ->
                    v -> {
                        double d = (double) v;
                        if (!Double.isFinite(d)) {
                            throw new EvaluationException("the value is not finite");
                        }
                        return Decimals.rounded(BigDecimal.valueOf(d), to);
                    };
            case Decimal _ -> v -> Decimals.rounded((BigDecimal) v, to);
            case Primitive.STRING ->
                    v -> Decimals.rounded(number((String) v, BigDecimal::new, "a number"), to);
            case Primitive _, SqlType.Array _, SqlType.Map _, SqlType.Struct _ ->
                    throw unsupported(from, to);
        };
    }

    private static Conversion toPrimitive(SqlType from, Primitive to) {
        if (from == Primitive.STRING) {
            return fromText(to);
        }
        if (from.isNumeric() && to == Primitive.INTEGER) {
            return v -> ((Number) v).intValue();
        }
        if (from.isNumeric() && to == Primitive.BIGINT) {
            return v -> ((Number) v).longValue();
        }
        if (from.isNumeric() && to == Primitive.DOUBLE) {
            return v -> ((Number) v).doubleValue();
        }
        if (from == Primitive.TIMESTAMP && to == Primitive.DATE) {
            return v -> LocalDate.ofInstant((Instant) v, ZoneOffset.UTC);
        }
        if (from == Primitive.TIMESTAMP && to == Primitive.TIME) {
            // observed: 23:59:58.987 becomes 23:59:58
            return v ->
                    LocalTime.ofInstant((Instant) v, ZoneOffset.UTC)
                            .truncatedTo(ChronoUnit.SECONDS);
        }
        if (from == Primitive.DATE && to == Primitive.TIMESTAMP) {
            return v -> ((LocalDate) v).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        throw unsupported(from, to);
    }

    private static Conversion fromText(Primitive to) {
        return switch (to) {
            // observed: yes is true, as in literals; what is no such word is false
            case BOOLEAN -> v -> LiteralText.bool((String) v).orElse(false);
            case INTEGER -> v -> number((String) v, Integer::valueOf, "a whole number of 32 bits");
            case BIGINT -> v -> number((String) v, Long::valueOf, "a whole number of 64 bits");
            case DOUBLE -> v -> number((String) v, Double::valueOf, "a number");
            case DATE -> v -> DateTimeText.date((String) v);
            case TIME -> v -> DateTimeText.time((String) v);
            case TIMESTAMP -> v -> DateTimeText.timestamp((String) v);
            case BYTES -> v -> Base64Text.decode((String) v);
            case STRING -> throw new IllegalArgumentException("a STRING needs no cast to STRING");
        };
    }

    private static <N extends Number> N number(
            String text, Function<String, N> parser, String expected) {
        try {
            return parser.apply(text.strip());
        } catch (NumberFormatException e) {
            throw new EvaluationException("the text is not " + expected);
        }
    }
}
