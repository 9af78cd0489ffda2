// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.row;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * About how many bytes of the heap rows and values take: near enough for budgets, and cheap, since
 * every row that waits for a client is weighed.
 */
public final class RowWeight {
    private static final int ARRAY = 32;
    private static final int NUMBER = 20;
    private static final int TEXT = 48;
    private static final int DECIMAL = 100;
    private static final int ENTRY = 48;

    private RowWeight() {}

    /** Of a row with its values. */
    public static long of(Row row) {
        long weight = ARRAY;
        for (int i = 0; i < row.size(); i++) {
            weight += of(row.get(i));
        }
        return weight;
    }

    /** Of values in an array. */
    public static long of(@Nullable Object[] values) {
        long weight = ARRAY;
        for (var value : values) {
            weight += of(value);
        }
        return weight;
    }

    /** Of a value of any SQL type, or a key. */
    public static long of(@Nullable Object value) {
        return Integer.BYTES
                + switch (value) {
                    case null -> 0L;
                    case Boolean _ -> 0L;
                    case BigDecimal _ -> (long) DECIMAL;
                    case Number _ -> (long) NUMBER;
                    case String text -> TEXT + text.length();
                    case ByteBuffer bytes -> TEXT + bytes.remaining();
                    case byte[] bytes -> TEXT + bytes.length;
                    case Row row -> of(row);
                    case List<?> list -> of(list);
                    case Map<?, ?> map -> of(map);
                    default -> (long) TEXT;
                };
    }

    private static long of(List<?> list) {
        long weight = ARRAY;
        for (int i = 0; i < list.size(); i++) {
            weight += of(list.get(i));
        }
        return weight;
    }

    private static long of(Map<?, ?> map) {
        long weight = ARRAY;
        for (var entry : map.entrySet()) {
            weight += ENTRY + of(entry.getKey()) + of(entry.getValue());
        }
        return weight;
    }
}
