// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.memory;

import dev.bottledwater.engine.eval.EvaluationErrors;
import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.physical.Step;

/** An aggregation over windows, which are kept in memory until they take no more rows. */
sealed interface ClosingStage extends Stage permits SessionStage, WindowStage {

    /** Forgets the windows that take no more rows; with EMIT FINAL their results come now. */
    void closeWindows();

    /** The stage of a step. */
    static ClosingStage of(
            Step.WindowedAggregate step,
            ExpressionCompiler compiler,
            EvaluationErrors errors,
            StateBudget budget,
            History history,
            Stage next) {
        return switch (step.windowing().type()) {
            case TUMBLING, HOPPING ->
                    new WindowStage(step, compiler, errors, budget, history, next);
            case SESSION -> new SessionStage(step, compiler, errors, budget, history, next);
        };
    }
}
