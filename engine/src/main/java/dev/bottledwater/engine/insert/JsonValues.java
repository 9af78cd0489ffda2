// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.insert;

import dev.bottledwater.sql.type.LiteralText;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.StructValue;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Values as JSON has them, made into values of SQL types; nothing is rounded or cut. */
final class JsonValues {
    private JsonValues() {}

    /**
     * @param where for messages, such as {@code `ADDR`->CITY}
     * @throws UnfitRowException when the value isn't of the type
     */
    static @Nullable Object typed(@Nullable Object value, SqlType type, String where) {
        if (value == null) {
            return null;
        }
        return switch (type) {
            case SqlType.Primitive primitive ->
                    primitive(value, primitive).orElseThrow(() -> unfit(value, type, where));
            case SqlType.Decimal decimal ->
                    number(value)
                            .flatMap(n -> scaled(n, decimal))
                            .orElseThrow(() -> unfit(value, type, where));
            case SqlType.Array(var element) -> {
                if (!(value instanceof List<?> list)) {
                    throw unfit(value, type, where);
                }
                var typed = new ArrayList<@Nullable Object>(list.size());
                for (int i = 0; i < list.size(); i++) {
                    typed.add(typed(list.get(i), element, where + "[" + (i + 1) + "]"));
                }
                yield typed;
            }
            case SqlType.Map(var key, var element) -> {
                var typed = new LinkedHashMap<@Nullable Object, @Nullable Object>();
                for (var entry : object(value, type, where).entrySet()) {
                    var name = String.valueOf(entry.getKey());
                    typed.put(
                            key == SqlType.Primitive.STRING
                                    ? name
                                    : typed(name, key, where + "'s key"),
                            typed(entry.getValue(), element, "%s['%s']".formatted(where, name)));
                }
                yield typed;
            }
            case SqlType.Struct struct -> struct(object(value, type, where), struct, where);
        };
    }

    private static Map<?, ?> object(Object value, SqlType type, String where) {
        if (value instanceof Map<?, ?> object) {
            return object;
        }
        throw unfit(value, type, where);
    }

    private static StructValue struct(Map<?, ?> object, SqlType.Struct type, String where) {
        var values = new @Nullable Object[type.fields().size()];
        var taken = 0;
        for (int i = 0; i < values.length; i++) {
            var field = type.fields().get(i);
            var member = member(object, field.name());
            if (member.isPresent()) {
                taken++;
                values[i] =
                        typed(object.get(member.get()), field.type(), where + "->" + field.name());
            }
        }
        if (taken < object.size()) {
            throw new UnfitRowException(
                    "%s has no field of the name %s, its type is %s"
                            .formatted(where, unknown(object, type), type));
        }
        return StructValue.of(values);
    }

    private static Optional<?> member(Map<?, ?> object, String field) {
        return object.keySet().stream().filter(k -> isNameOf(String.valueOf(k), field)).findFirst();
    }

    private static Object unknown(Map<?, ?> object, SqlType.Struct type) {
        return object.keySet().stream()
                .filter(
                        k ->
                                type.fields().stream()
                                        .noneMatch(f -> isNameOf(String.valueOf(k), f.name())))
                .findFirst()
                .<Object>map(k -> k)
                .orElse("that it has twice");
    }

    /** Whether a client's name means a column: in any case, or exactly if it is quoted. */
    static boolean isNameOf(String written, String name) {
        return written.length() > 1 && written.startsWith("`") && written.endsWith("`")
                ? written.substring(1, written.length() - 1).equals(name)
                : written.toUpperCase(Locale.ROOT).equals(name) || written.equals(name);
    }

    private static Optional<?> primitive(Object value, SqlType.Primitive type) {
        return switch (type) {
            case BOOLEAN ->
                    value instanceof String text
                            ? LiteralText.bool(text)
                            : Optional.of(value).filter(Boolean.class::isInstance);
            case INTEGER -> whole(value, Integer.MAX_VALUE).map(Long::intValue);
            case BIGINT -> whole(value, Long.MAX_VALUE);
            case DOUBLE -> number(value).map(BigDecimal::doubleValue).filter(Double::isFinite);
            case STRING -> Optional.of(value).filter(String.class::isInstance);
            case BYTES -> text(value).flatMap(JsonValues::base64);
            case DATE -> text(value).flatMap(LiteralText::date);
            case TIME -> text(value).flatMap(LiteralText::time);
            case TIMESTAMP -> text(value).flatMap(LiteralText::timestamp);
        };
    }

    private static Optional<String> text(Object value) {
        return value instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** Java clients send decimals as text. */
    private static Optional<BigDecimal> number(Object value) {
        return switch (value) {
            case BigDecimal decimal -> Optional.of(decimal);
            case BigInteger integer -> Optional.of(new BigDecimal(integer));
            case Double number when Double.isFinite(number) ->
                    Optional.of(BigDecimal.valueOf(number));
            case Integer number -> Optional.of(BigDecimal.valueOf(number));
            case Long number -> Optional.of(BigDecimal.valueOf(number));
            case String text -> LiteralText.number(text);
            default -> Optional.empty();
        };
    }

    /**
     * @param most the range goes from -most - 1 to most
     */
    private static Optional<Long> whole(Object value, long most) {
        try {
            return number(value)
                    .map(BigDecimal::longValueExact)
                    .filter(n -> n <= most && n >= -most - 1);
        } catch (ArithmeticException _) {
            return Optional.empty();
        }
    }

    private static Optional<BigDecimal> scaled(BigDecimal number, SqlType.Decimal type) {
        var plain = number.stripTrailingZeros();
        // looked at first: a text such as 1e1000000000 must not be written out
        if (plain.scale() > type.scale()
                || (long) plain.precision() - plain.scale() > type.precision() - type.scale()) {
            return Optional.empty();
        }
        return Optional.of(plain.setScale(type.scale()));
    }

    private static Optional<ByteBuffer> base64(String text) {
        try {
            return Optional.of(ByteBuffer.wrap(Base64.getDecoder().decode(text)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static UnfitRowException unfit(Object value, SqlType type, String where) {
        return new UnfitRowException(
                "Expected type %s for field %s but got %s(%s)"
                        .formatted(type, where, kind(value), value));
    }

    private static String kind(Object value) {
        return switch (value) {
            case String _ -> "STRING";
            case Boolean _ -> "BOOLEAN";
            case Integer _ -> "INTEGER";
            case Long _ -> "BIGINT";
            case Number _ -> "DECIMAL";
            case List<?> _ -> "ARRAY";
            default -> "STRUCT";
        };
    }
}
