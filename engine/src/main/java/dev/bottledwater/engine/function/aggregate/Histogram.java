// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.aggregate;

import dev.bottledwater.sql.function.Aggregator;
import dev.bottledwater.sql.function.ArgumentValues;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * HISTOGRAM: how often each text came. Nulls are left out, since no map has a null key; so are
 * texts that are new when there are {@value #LIMIT} already.
 */
record Histogram() implements Aggregator {
    private static final int LIMIT = 1000;
    private static final SqlType COUNTS = new SqlType.Map(Primitive.STRING, Primitive.BIGINT);

    @Override
    public SqlType stateType() {
        return COUNTS;
    }

    @Override
    public Object initial() {
        return Map.of();
    }

    @Override
    public Object add(@Nullable Object state, ArgumentValues arguments, int from) {
        var counts = counts(state);
        var text = (String) arguments.get(from);
        return text == null || !hasRoom(counts, text) ? counts : changed(counts, text, 1);
    }

    @Override
    public boolean canUndo() {
        return true;
    }

    @Override
    public Object undo(@Nullable Object state, ArgumentValues arguments, int from) {
        var counts = counts(state);
        var text = (String) arguments.get(from);
        return text == null || !counts.containsKey(text) ? counts : changed(counts, text, -1);
    }

    @Override
    public Object result(@Nullable Object state) {
        return counts(state);
    }

    @Override
    public Object merge(@Nullable Object left, @Nullable Object right) {
        if (counts(left).isEmpty()) {
            return counts(right);
        }
        var both = new LinkedHashMap<>(counts(left));
        counts(right)
                .forEach(
                        (text, count) -> {
                            if (hasRoom(both, text)) {
                                both.merge(text, count, Long::sum);
                            }
                        });
        return both;
    }

    private static boolean hasRoom(Map<String, Long> counts, String text) {
        return counts.size() < LIMIT || counts.containsKey(text);
    }

    private static Map<String, Long> changed(Map<String, Long> counts, String text, long change) {
        var changed = new LinkedHashMap<>(counts);
        long count = changed.merge(text, change, Long::sum);
        if (count <= 0) {
            changed.remove(text);
        }
        return changed;
    }

    @SuppressWarnings("unchecked") // a state of this function
    private static Map<String, Long> counts(@Nullable Object state) {
        return state == null ? Map.of() : (Map<String, Long>) state;
    }
}
