// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval;

import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.StructValue;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Access to and construction of arrays, maps and structs. */
final class CollectionNodes {
    private CollectionNodes() {}

    static Evaluator subscript(Evaluator collection, Evaluator key, SqlType type) {
        return switch (type) {
            case SqlType.Array _ -> element(collection, key);
            case SqlType.Map _ -> entry(collection, key);
            case SqlType.Primitive _, SqlType.Decimal _, SqlType.Struct _ ->
                    throw new IllegalArgumentException(type + " has no elements");
        };
    }

    private static Evaluator element(Evaluator array, Evaluator key) {
        return (row, errors) -> {
            @Nullable Object list = array.evaluate(row, errors);
            if (list == null) {
                return null;
            }
            @Nullable Object position = key.evaluate(row, errors);
            if (position == null) {
                return null;
            }
            var elements = (List<?>) list;
            // BIGINT positions come from arithmetic such as ARRAY_LENGTH(a) + ROWTIME
            long at = ((Number) position).longValue();
            long index = at > 0 ? at - 1 : elements.size() + at;
            return at == 0 || index < 0 || index >= elements.size()
                    ? null
                    : elements.get((int) index);
        };
    }

    private static Evaluator entry(Evaluator map, Evaluator key) {
        return (row, errors) -> {
            @Nullable Object entries = map.evaluate(row, errors);
            return entries == null ? null : ((Map<?, ?>) entries).get(key.evaluate(row, errors));
        };
    }

    static Evaluator array(Evaluator[] elements) {
        return (row, errors) -> Arrays.asList(evaluate(elements, row, errors));
    }

    static Evaluator struct(Evaluator[] fields) {
        return (row, errors) -> StructValue.of(evaluate(fields, row, errors));
    }

    static Evaluator map(Evaluator[] keys, Evaluator[] values) {
        return (row, errors) -> {
            var map = new LinkedHashMap<@Nullable Object, @Nullable Object>();
            for (int i = 0; i < keys.length; i++) {
                map.put(keys[i].evaluate(row, errors), values[i].evaluate(row, errors));
            }
            return Collections.unmodifiableMap(map);
        };
    }

    static @Nullable Object[] evaluate(Evaluator[] nodes, Row row, EvaluationErrors errors) {
        var values = new @Nullable Object[nodes.length];
        for (int i = 0; i < nodes.length; i++) {
            values[i] = nodes[i].evaluate(row, errors);
        }
        return values;
    }
}
