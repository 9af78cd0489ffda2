// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.memory;

import dev.bottledwater.engine.eval.EvaluationErrors;
import dev.bottledwater.engine.eval.Evaluator;
import dev.bottledwater.engine.row.Row;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** A table whose rows hold keys of another one: the joined rows have the keys of the first. */
final class ForeignKeyJoin {
    private final Evaluator foreignKey;
    private final EvaluationErrors errors;
    private final JoinedTable joined;
    private final KeptRows lefts;
    private final KeptRows rights;

    /** The keys of the left rows that hold a key of the right table. */
    private final Map<Object, Set<Object>> holders = new HashMap<>();

    ForeignKeyJoin(
            Evaluator foreignKey, EvaluationErrors errors, JoinedTable joined, StateBudget budget) {
        this.foreignKey = foreignKey;
        this.errors = errors;
        this.joined = joined;
        this.lefts = new KeptRows(budget);
        this.rights = new KeptRows(budget);
    }

    void left(@Nullable Object key, @Nullable Row row, long timestamp) {
        if (key == null) {
            return;
        }
        var before = KeptRows.row(lefts.put(key, row, timestamp));
        var heldBefore = held(before);
        var held = held(row);
        if (heldBefore != null && !heldBefore.equals(held)) {
            holders.computeIfPresent(
                    heldBefore,
                    (_, keys) -> {
                        keys.remove(key);
                        return keys.isEmpty() ? null : keys;
                    });
        }
        if (held != null) {
            holders.computeIfAbsent(held, _ -> new LinkedHashSet<>()).add(key);
        }
        var otherBefore = heldBefore == null ? null : rights.get(heldBefore);
        var other = held == null ? null : rights.get(held);
        joined.change(
                key,
                joined.has(before, KeptRows.row(otherBefore)),
                row,
                KeptRows.row(other),
                KeptRows.later(
                        timestamp,
                        other == null && !joined.kind().keepsLeft() ? otherBefore : other));
    }

    void right(@Nullable Object key, @Nullable Row row, long timestamp) {
        if (key == null) {
            return;
        }
        var before = KeptRows.row(rights.put(key, row, timestamp));
        for (var holder : Set.copyOf(holders.getOrDefault(key, Set.of()))) {
            var left = KeptRows.row(lefts.get(holder));
            joined.change(holder, joined.has(left, before), left, row, timestamp);
        }
    }

    private @Nullable Object held(@Nullable Row left) {
        var value = left == null ? null : foreignKey.evaluate(left, errors);
        return value == null ? null : Row.of(value);
    }
}
