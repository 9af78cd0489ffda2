// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.operator;

import dev.bottledwater.engine.eval.EvaluationErrors;
import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.eval.ExpressionList;
import dev.bottledwater.engine.physical.Step;
import dev.bottledwater.engine.row.Row;

import org.jspecify.annotations.Nullable;

/** Copies the key columns and computes the value columns. Thread-safe. */
public final class Projection {
    private final int keyCount;
    private final ExpressionList values;

    private Projection(int keyCount, ExpressionList values) {
        this.keyCount = keyCount;
        this.values = values;
    }

    public static Projection of(Step.Project step, ExpressionCompiler compiler) {
        return new Projection(step.keyNames().size(), Columns.named(step.values(), compiler));
    }

    public Row apply(Row row, EvaluationErrors errors) {
        var target = new @Nullable Object[keyCount + values.size()];
        for (int i = 0; i < keyCount; i++) {
            target[i] = row.get(i);
        }
        values.evaluate(row, errors, target, keyCount);
        return Row.of(target);
    }
}
