// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.function;

import dev.bottledwater.udf.Parameter;
import dev.bottledwater.udf.Struct;
import dev.bottledwater.udf.TriFunction;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The SQL types that Java types stand for in the signatures of functions. */
final class JavaTypes {
    private static final Map<Class<?>, String> TEXTS =
            Map.ofEntries(
                    Map.entry(boolean.class, "BOOLEAN"),
                    Map.entry(Boolean.class, "BOOLEAN"),
                    Map.entry(int.class, "INTEGER"),
                    Map.entry(Integer.class, "INTEGER"),
                    Map.entry(long.class, "BIGINT"),
                    Map.entry(Long.class, "BIGINT"),
                    Map.entry(double.class, "DOUBLE"),
                    Map.entry(Double.class, "DOUBLE"),
                    Map.entry(String.class, "STRING"),
                    Map.entry(BigDecimal.class, "DECIMAL"),
                    Map.entry(ByteBuffer.class, "BYTES"),
                    Map.entry(LocalDate.class, "DATE"),
                    Map.entry(LocalTime.class, "TIME"),
                    Map.entry(Instant.class, "TIMESTAMP"),
                    Map.entry(ChronoUnit.class, "INTERVALUNIT"),
                    Map.entry(Struct.class, "STRUCT"),
                    Map.entry(Object.class, "ANY"));

    private JavaTypes() {}

    static ScalarSignature.Parameter parameter(
            java.lang.reflect.Parameter parameter, boolean variadic) {
        var annotation = parameter.getAnnotation(Parameter.class);
        var name =
                annotation != null && !annotation.name().isEmpty()
                        ? annotation.name()
                        : parameter.getName();
        var type = parameter.getParameterizedType();
        if (variadic) {
            type =
                    type instanceof GenericArrayType g
                            ? g.getGenericComponentType()
                            : parameter.getType().getComponentType();
            if (type instanceof Class<?> c && c.isPrimitive()) {
                throw new IllegalArgumentException(
                        "its variadic parameter %s is of the primitive type %s; use the box"
                                .formatted(name, c));
            }
        }
        return new ScalarSignature.Parameter(
                name,
                TypeText.parameter(text(type, annotation == null ? "" : annotation.type())),
                annotation == null ? "" : annotation.description());
    }

    /**
     * The type text that an annotation gives for a Java type, or that it stands for by itself.
     *
     * @param declared empty for none
     * @throws IllegalArgumentException where values of the one are none of the other
     */
    static String text(Type type, String declared) {
        if (declared.isEmpty()) {
            return text(type);
        }
        var own =
                switch (type) {
                    case Class<?> c when c == Object.class -> "";
                    case Class<?> c when c.isRecord() -> "a record, which tells its type by itself";
                    case Class<?> c -> TEXTS.getOrDefault(c, "");
                    case ParameterizedType p when p.getRawType() == List.class -> "ARRAY";
                    case ParameterizedType p when p.getRawType() == Map.class -> "MAP";
                    default -> "";
                };
        if (!own.isEmpty() && !own.equals(TypeText.outermost(declared))) {
            throw new IllegalArgumentException(
                    "its annotation says %s, but %s is %s"
                            .formatted(declared, type.getTypeName(), own));
        }
        return declared;
    }

    /**
     * The type text that a Java type stands for.
     *
     * @throws IllegalArgumentException for a type that stands for none
     */
    static String text(Type type) {
        return switch (type) {
            case Class<?> c when TEXTS.get(c) instanceof String text -> text;
            case Class<?> c when c.isRecord() ->
                    RecordShape.of(c).components().stream()
                            .map(f -> "`%s` %s".formatted(f.field(), text(f.javaType(), f.type())))
                            .collect(Collectors.joining(", ", "STRUCT<", ">"));
            case TypeVariable<?> v -> v.getName();
            case WildcardType w when w.getLowerBounds().length == 1 -> text(w.getLowerBounds()[0]);
            case WildcardType w -> text(w.getUpperBounds()[0]);
            case ParameterizedType p when p.getRawType() == List.class -> "ARRAY" + arguments(p);
            case ParameterizedType p when p.getRawType() == Map.class -> "MAP" + arguments(p);
            case ParameterizedType p
                    when p.getRawType() == Function.class
                            || p.getRawType() == BiFunction.class
                            || p.getRawType() == TriFunction.class -> {
                var a = p.getActualTypeArguments();
                if (Arrays.stream(a).anyMatch(JavaValues::differ)) {
                    throw new IllegalArgumentException(
                            "%s: a lambda can't take or give records and Structs"
                                    .formatted(type.getTypeName()));
                }
                yield Arrays.stream(a, 0, a.length - 1)
                                .map(JavaTypes::text)
                                .collect(Collectors.joining(", ", "LAMBDA(", ") => "))
                        + text(a[a.length - 1]);
            }
            default ->
                    throw new IllegalArgumentException(
                            "%s stands for no SQL type; give the type as text"
                                    .formatted(type.getTypeName()));
        };
    }

    private static String arguments(ParameterizedType type) {
        return Arrays.stream(type.getActualTypeArguments())
                .map(JavaTypes::text)
                .collect(Collectors.joining(", ", "<", ">"));
    }
}
