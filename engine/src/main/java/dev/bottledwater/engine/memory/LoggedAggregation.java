// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.memory;

import dev.bottledwater.engine.eval.EvaluationErrors;
import dev.bottledwater.engine.eval.FunctionException;
import dev.bottledwater.engine.operator.Aggregation;
import dev.bottledwater.engine.row.Row;

import org.jspecify.annotations.Nullable;

/** An aggregation that logs the rows that it can't take and leaves them out. */
record LoggedAggregation(Aggregation aggregation, EvaluationErrors errors) {

    Row initial() {
        return aggregation.initial();
    }

    /** As {@link Aggregation#add}; null when it failed. */
    @Nullable Row add(Row states, Row arguments) {
        try {
            return aggregation.add(states, arguments);
        } catch (FunctionException e) {
            return logged(e);
        }
    }

    /** As {@link Aggregation#undo}; null when it failed. */
    @Nullable Row undo(Row states, Row arguments) {
        try {
            return aggregation.undo(states, arguments);
        } catch (FunctionException e) {
            return logged(e);
        }
    }

    /** As {@link Aggregation#merge}; null when it failed. */
    @Nullable Row merge(Row earlier, Row later) {
        try {
            return aggregation.merge(earlier, later);
        } catch (FunctionException e) {
            return logged(e);
        }
    }

    /** As {@link Aggregation#result(Row, Row)}; null when it failed. */
    @Nullable Row result(Row group, Row states) {
        try {
            return aggregation.result(group, states);
        } catch (FunctionException e) {
            return logged(e);
        }
    }

    /** As {@link Aggregation#result(Row, Row, long, long)}; null when it failed. */
    @Nullable Row result(Row group, Row states, long windowStart, long windowEnd) {
        try {
            return aggregation.result(group, states, windowStart, windowEnd);
        } catch (FunctionException e) {
            return logged(e);
        }
    }

    private @Nullable Row logged(FunctionException failure) {
        errors.failed(
                "A row was left out of its group: " + failure.getMessage(), failure.getCause());
        return null;
    }
}
