// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval;

import dev.bottledwater.engine.eval.Casts.Conversion;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.StructValue;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** CAST of arrays, maps and structs, element by element; nulls stay nulls. */
final class NestedCasts {
    private NestedCasts() {}

    /** The conversion between two different types. */
    static Optional<Conversion> of(SqlType from, SqlType to) {
        if (from instanceof SqlType.Array(var f) && to instanceof SqlType.Array(var t)) {
            var element = element(f, t);
            return Optional.of(v -> array((List<?>) v, element));
        }
        if (from instanceof SqlType.Map(var fk, var fv)
                && to instanceof SqlType.Map(var tk, var tv)) {
            var key = element(fk, tk);
            var value = element(fv, tv);
            return Optional.of(v -> map((Map<?, ?>) v, key, value));
        }
        if (from instanceof SqlType.Struct f && to instanceof SqlType.Struct t) {
            return Optional.of(struct(f, t));
        }
        throw Casts.unsupported(from, to);
    }

    private static Conversion element(SqlType from, SqlType to) {
        return Casts.of(from, to).orElse(v -> v);
    }

    private static Object array(List<?> list, Conversion element) {
        var converted = new @Nullable Object[list.size()];
        for (int i = 0; i < converted.length; i++) {
            converted[i] = convert(list.get(i), element);
        }
        return Arrays.asList(converted);
    }

    private static Object map(Map<?, ?> map, Conversion key, Conversion value) {
        var converted =
                LinkedHashMap.<@Nullable Object, @Nullable Object>newLinkedHashMap(map.size());
        for (var entry : map.entrySet()) {
            converted.put(convert(entry.getKey(), key), convert(entry.getValue(), value));
        }
        return Collections.unmodifiableMap(converted);
    }

    /**
     * Fields are copied by name; what the source lacks is null, what the target lacks is left out.
     */
    private static Conversion struct(SqlType.Struct from, SqlType.Struct to) {
        int count = to.fields().size();
        var sources = new int[count];
        var conversions = new Conversion[count];
        for (int i = 0; i < count; i++) {
            var field = to.fields().get(i);
            sources[i] = from.indexOf(field.name());
            conversions[i] =
                    sources[i] < 0
                            ? v -> v
                            : element(from.fields().get(sources[i]).type(), field.type());
        }
        return v -> {
            var struct = (StructValue) v;
            var values = new @Nullable Object[count];
            for (int i = 0; i < count; i++) {
                values[i] = sources[i] < 0 ? null : convert(struct.get(sources[i]), conversions[i]);
            }
            return StructValue.of(values);
        };
    }

    private static @Nullable Object convert(@Nullable Object value, Conversion conversion) {
        return value == null ? null : conversion.convert(value);
    }
}
