// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.record;

import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Whether a value is the expected one (conformance format, section 6.2). */
public final class Matching {
    private static final double TOLERANCE = 0.000001;

    private Matching() {}

    /**
     * The place of the first difference as a path such as {@code .A[1]}, empty at the top.
     *
     * @param actual as of {@link OutputValues#read}
     * @return nothing where the value is the expected one
     */
    public static Optional<String> difference(JsonNode expected, @Nullable Object actual) {
        return difference("", expected, actual);
    }

    private static Optional<String> difference(
            String path, JsonNode expected, @Nullable Object actual) {
        return switch (expected.getNodeType()) {
            case OBJECT -> object(path, expected, actual);
            case ARRAY -> array(path, expected, actual);
            case STRING -> unless(text(expected.textValue(), actual), path);
            case BOOLEAN -> unless(Boolean.valueOf(expected.booleanValue()).equals(actual), path);
            case NUMBER -> unless(number(expected, actual), path);
            case NULL, MISSING, BINARY, POJO -> unless(actual == null, path);
        };
    }

    private static Optional<String> unless(boolean same, String path) {
        return same ? Optional.empty() : Optional.of(path);
    }

    /**
     * A member that isn't there passes for null, as the reference has it; the counts must agree.
     */
    private static Optional<String> object(
            String path, JsonNode expected, @Nullable Object actual) {
        if (!(actual instanceof Map<?, ?> map) || map.size() != expected.size()) {
            return Optional.of(path);
        }
        for (var member : expected.properties()) {
            var name = member.getKey();
            var upper = name.toUpperCase(Locale.ROOT);
            var exact = map.get(name);
            var found =
                    difference(
                            path + "." + name,
                            member.getValue(),
                            exact == null ? map.get(upper) : exact);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> array(String path, JsonNode expected, @Nullable Object actual) {
        if (!(actual instanceof List<?> list) || list.size() != expected.size()) {
            return Optional.of(path);
        }
        for (int i = 0; i < list.size(); i++) {
            var found = difference(path + "[" + i + "]", expected.get(i), list.get(i));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static boolean text(String expected, @Nullable Object actual) {
        return switch (actual) {
            case String string -> string.equals(expected);
            case BigDecimal decimal -> {
                try {
                    yield decimal.equals(new BigDecimal(expected));
                } catch (NumberFormatException _) {
                    yield false;
                }
            }
            case byte[] bytes -> Base64.getEncoder().encodeToString(bytes).equals(expected);
            case null, default -> false;
        };
    }

    private static boolean number(JsonNode expected, @Nullable Object actual) {
        return switch (actual) {
            case Integer i -> i == expected.intValue();
            case Long l -> l == expected.longValue();
            case Double d ->
                    d == expected.doubleValue() || Math.abs(d - expected.doubleValue()) < TOLERANCE;
            case BigDecimal decimal ->
                    expected.isIntegralNumber() && expected.canConvertToLong()
                            ? decimal.scale() <= 0
                                    && decimal.compareTo(expected.decimalValue()) == 0
                            : decimal.equals(expected.decimalValue())
                                    || sameDouble(decimal, expected.decimalValue());
            case null, default -> false;
        };
    }

    /**
     * Only a DOUBLE is written with an exponent that makes the scale negative, and one DOUBLE has
     * several texts: Java before 19 wrote more digits of some than tell them apart.
     */
    private static boolean sameDouble(BigDecimal actual, BigDecimal expected) {
        return actual.scale() < 0
                && expected.scale() < 0
                && actual.doubleValue() == expected.doubleValue();
    }
}
