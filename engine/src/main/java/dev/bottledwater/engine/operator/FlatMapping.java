// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.operator;

import dev.bottledwater.engine.eval.EvaluationErrors;
import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.eval.ExpressionList;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.plan.NamedExpression;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** Makes rows of the elements of lists, side by side. Thread-safe. */
public final class FlatMapping {
    private final ExpressionList lists;

    private FlatMapping(ExpressionList lists) {
        this.lists = lists;
    }

    /** Of {@link dev.bottledwater.engine.physical.Step.FlatMap#lists}. */
    public static FlatMapping of(List<NamedExpression> lists, ExpressionCompiler compiler) {
        return new FlatMapping(
                compiler.compileAll(
                        lists.stream()
                                .map(
                                        l ->
                                                new ExpressionList.Entry(
                                                        l.expression(), "the table functions"))
                                .toList()));
    }

    /**
     * Hands over the rows that become of one, first to last: its columns, then an element of each
     * list. A list that is null has no elements.
     */
    public void apply(Row row, EvaluationErrors errors, Consumer<Row> rows) {
        int count = lists.size();
        var values = new @Nullable Object[count];
        lists.evaluate(row, errors, values, 0);
        var elements = new Iterator<?>[count];
        for (int i = 0; i < count; i++) {
            elements[i] =
                    values[i] == null
                            ? Collections.emptyIterator()
                            : ((List<?>) values[i]).iterator();
        }
        while (anyLeft(elements)) {
            var target = Arrays.copyOf(row.toArray(), row.size() + count);
            for (int i = 0; i < count; i++) {
                target[row.size() + i] = elements[i].hasNext() ? elements[i].next() : null;
            }
            rows.accept(Row.of(target));
        }
    }

    private static boolean anyLeft(Iterator<?>[] elements) {
        for (var e : elements) {
            if (e.hasNext()) {
                return true;
            }
        }
        return false;
    }
}
