// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.function;

import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.StructValue;
import dev.bottledwater.udf.BadArgumentException;
import dev.bottledwater.udf.Struct;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.UndeclaredThrowableException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Values between the form that rows have and the form that a method takes and gives where the two
 * differ: structs are records or {@link Struct}s, decimals and times have any number of digits.
 */
final class JavaValues {
    private JavaValues() {}

    /** Changes a value that is not null. */
    @FunctionalInterface
    interface Change {
        @Nullable Object of(Object value);
    }

    /** Whether values of a Java type have another form than in rows, in any of their parts. */
    static boolean differ(Type type) {
        return switch (type) {
            case Class<?> c when c.isArray() -> differ(c.getComponentType());
            case Class<?> c -> c.isRecord() || c == Struct.class;
            case GenericArrayType a -> differ(a.getGenericComponentType());
            case ParameterizedType p -> {
                for (var argument : p.getActualTypeArguments()) {
                    if (differ(argument)) {
                        yield true;
                    }
                }
                yield false;
            }
            default -> false;
        };
    }

    /** How an argument of a SQL type becomes one of a Java type; null: it stays as it is. */
    static @Nullable Change toJava(Type type, SqlType sql) {
        if (type instanceof Class<?> c
                && c.isRecord()
                && sql instanceof SqlType.Struct(var fields)) {
            return toRecord(RecordShape.of(c), fields);
        }
        if (type == Struct.class) {
            return toStruct(sql);
        }
        return inside(type, sql, JavaValues::toJava);
    }

    /** How a result of a Java type becomes one of a SQL type; null: it stays as it is. */
    static @Nullable Change toSql(Type type, SqlType sql) {
        if (sql instanceof SqlType.Struct(var fields)) {
            if (type instanceof Class<?> c && c.isRecord()) {
                return ofRecord(RecordShape.of(c), fields);
            }
            return type == Struct.class ? ofStruct(fields) : null;
        }
        return switch (sql) {
            case SqlType.Decimal decimal -> value -> fitted((BigDecimal) value, decimal);
            case SqlType.Primitive.TIME ->
                    value -> ((LocalTime) value).truncatedTo(ChronoUnit.MILLIS);
            case SqlType.Primitive.TIMESTAMP ->
                    value -> ((Instant) value).truncatedTo(ChronoUnit.MILLIS);
            default -> inside(type, sql, JavaValues::toSql);
        };
    }

    /** How the elements of a list and the entries of a map change. */
    private static @Nullable Change inside(Type type, SqlType sql, Nested nested) {
        if (!(type instanceof ParameterizedType p)) {
            return null;
        }
        var arguments = p.getActualTypeArguments();
        if (sql instanceof SqlType.Array(var element) && p.getRawType() == List.class) {
            var change = nested.change(arguments[0], element);
            return change == null ? null : list(change);
        }
        if (sql instanceof SqlType.Map(var key, var value) && p.getRawType() == Map.class) {
            var keys = nested.change(arguments[0], key);
            var values = nested.change(arguments[1], value);
            return keys == null && values == null ? null : map(keys, values);
        }
        return null;
    }

    private interface Nested {
        @Nullable Change change(Type type, SqlType sql);
    }

    private static Change list(Change element) {
        return value -> {
            var changed = new ArrayList<@Nullable Object>(((List<?>) value).size());
            for (var e : (List<?>) value) {
                changed.add(orNull(element, e));
            }
            return changed;
        };
    }

    private static Change map(@Nullable Change keys, @Nullable Change values) {
        return value -> {
            var changed = new LinkedHashMap<@Nullable Object, @Nullable Object>();
            ((Map<?, ?>) value).forEach((k, v) -> changed.put(orNull(keys, k), orNull(values, v)));
            return changed;
        };
    }

    private static Change toRecord(RecordShape shape, List<SqlType.Field> fields) {
        var changes =
                changes(
                        fields.size(),
                        i -> toJava(shape.components().get(i).javaType(), fields.get(i).type()));
        return value -> {
            var struct = (StructValue) value;
            var components = new @Nullable Object[changes.length];
            for (int i = 0; i < components.length; i++) {
                components[i] = orNull(changes[i], struct.get(i));
                if (components[i] == null && shape.components().get(i).isPrimitive()) {
                    throw new BadArgumentException(
                            "the field %s of its argument is null".formatted(fields.get(i).name()));
                }
            }
            return construct(shape.constructor(), components);
        };
    }

    private static Change ofRecord(RecordShape shape, List<SqlType.Field> fields) {
        var changes =
                changes(
                        fields.size(),
                        i -> toSql(shape.components().get(i).javaType(), fields.get(i).type()));
        return value -> {
            var values = new @Nullable Object[changes.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = orNull(changes[i], read(shape.components().get(i).accessor(), value));
            }
            return StructValue.of(values);
        };
    }

    /** Structs inside a struct become {@link Struct}s too. */
    private static @Nullable Change toStruct(SqlType sql) {
        return switch (sql) {
            case SqlType.Struct(var fields) -> {
                var changes = changes(fields.size(), i -> toStruct(fields.get(i).type()));
                yield value -> {
                    var struct = (StructValue) value;
                    var named = new LinkedHashMap<String, @Nullable Object>();
                    for (int i = 0; i < changes.length; i++) {
                        named.put(fields.get(i).name(), orNull(changes[i], struct.get(i)));
                    }
                    return Struct.of(named);
                };
            }
            case SqlType.Array(var element) -> {
                var change = toStruct(element);
                yield change == null ? null : list(change);
            }
            case SqlType.Map(var key, var value) -> {
                var keys = toStruct(key);
                var values = toStruct(value);
                yield keys == null && values == null ? null : map(keys, values);
            }
            case SqlType.Primitive _, SqlType.Decimal _ -> null;
        };
    }

    private static @Nullable Change ofStruct(SqlType sql) {
        return switch (sql) {
            case SqlType.Struct(var fields) -> ofStruct(fields);
            case SqlType.Array(var element) -> {
                var change = ofStruct(element);
                yield change == null ? null : list(change);
            }
            case SqlType.Map(var key, var value) -> {
                var keys = ofStruct(key);
                var values = ofStruct(value);
                yield keys == null && values == null ? null : map(keys, values);
            }
            case SqlType.Primitive _, SqlType.Decimal _ -> toSql(Object.class, sql);
        };
    }

    private static Change ofStruct(List<SqlType.Field> fields) {
        var changes = changes(fields.size(), i -> ofStruct(fields.get(i).type()));
        return value -> {
            var struct = (Struct) value;
            var values = new @Nullable Object[changes.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = orNull(changes[i], struct.fields().get(fields.get(i).name()));
            }
            return StructValue.of(values);
        };
    }

    private static @Nullable Change[] changes(
            int count, Function<Integer, @Nullable Change> change) {
        var changes = new @Nullable Change[count];
        for (int i = 0; i < count; i++) {
            changes[i] = change.apply(i);
        }
        return changes;
    }

    private static BigDecimal fitted(BigDecimal value, SqlType.Decimal type) {
        var scaled = value.setScale(type.scale(), RoundingMode.HALF_UP);
        if (scaled.precision() > type.precision()) {
            throw new BadArgumentException(
                    "its result has more digits than %s holds".formatted(type));
        }
        return scaled;
    }

    private static @Nullable Object orNull(@Nullable Change change, @Nullable Object value) {
        return value == null || change == null ? value : change.of(value);
    }

    private static Object construct(MethodHandle constructor, @Nullable Object[] components) {
        try {
            return (Object) constructor.invokeExact(components);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new UndeclaredThrowableException(e);
        }
    }

    private static @Nullable Object read(MethodHandle accessor, Object record) {
        try {
            return (Object) accessor.invokeExact(record);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new UndeclaredThrowableException(e);
        }
    }
}
