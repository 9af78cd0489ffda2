// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.operator;

import dev.bottledwater.engine.eval.EvaluationErrors;
import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.eval.ExpressionList;
import dev.bottledwater.engine.physical.Step;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.plan.NamedExpression;

import org.jspecify.annotations.Nullable;

/** PARTITION BY: the new key of a row, and the row under it. Thread-safe. */
public final class NewKey {
    private final ExpressionList key;
    private final boolean[] fromKeyOnly;
    private final int inputWidth;
    private final int inputKeyCount;

    private NewKey(ExpressionList key, boolean[] fromKeyOnly, int inputWidth, int inputKeyCount) {
        this.key = key;
        this.fromKeyOnly = fromKeyOnly;
        this.inputWidth = inputWidth;
        this.inputKeyCount = inputKeyCount;
    }

    public static NewKey of(Step.Repartition step, ExpressionCompiler compiler) {
        int keyCount = step.input().schema().keyCount();
        var fromKeyOnly = new boolean[step.key().size()];
        for (int i = 0; i < fromKeyOnly.length; i++) {
            NamedExpression expression = step.key().get(i);
            fromKeyOnly[i] = ColumnUse.highest(expression.expression()) < keyCount;
        }
        return new NewKey(
                Columns.named(step.key(), compiler),
                fromKeyOnly,
                step.input().schema().columns().size(),
                keyCount);
    }

    /**
     * The new key; null, which stands for a record without a key, for no columns and when the only
     * one is null. Several columns make a key even if all are null (observed).
     */
    public @Nullable Row key(Row row, EvaluationErrors errors) {
        var values = new @Nullable Object[key.size()];
        key.evaluate(row, errors, values, 0);
        return keyOf(values);
    }

    /**
     * The new key of a record whose value is null: columns that need the value are null.
     *
     * @param oldKey null for a record without a key
     */
    public @Nullable Row keyOfNullValue(@Nullable Row oldKey, EvaluationErrors errors) {
        var row = new @Nullable Object[inputWidth];
        if (oldKey != null) {
            for (int i = 0; i < inputKeyCount; i++) {
                row[i] = oldKey.get(i);
            }
        }
        var input = Row.of(row);
        var values = new @Nullable Object[key.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = fromKeyOnly[i] ? key.value(i, input, errors) : null;
        }
        return keyOf(values);
    }

    /** The new key columns, then all columns of the input. */
    public Row row(@Nullable Row newKey, Row row) {
        var target = new @Nullable Object[key.size() + row.size()];
        for (int i = 0; i < key.size(); i++) {
            target[i] = newKey == null ? null : newKey.get(i);
        }
        for (int i = 0; i < row.size(); i++) {
            target[key.size() + i] = row.get(i);
        }
        return Row.of(target);
    }

    private static @Nullable Row keyOf(@Nullable Object[] values) {
        return values.length == 0 || (values.length == 1 && values[0] == null)
                ? null
                : Row.of(values);
    }
}
