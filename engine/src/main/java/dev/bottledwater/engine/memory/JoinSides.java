// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.memory;

import dev.bottledwater.engine.eval.EvaluationErrors;
import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.operator.JoinedRow;
import dev.bottledwater.engine.physical.Step;
import dev.bottledwater.sql.plan.JoinMethod;

/**
 * The two ends of a join in memory. As all partitions meet here, nothing has to be repartitioned;
 * who joins whom is as in Kafka Streams.
 *
 * @param left takes the rows of the left side
 * @param right takes those of the right side
 */
record JoinSides(Stage left, Stage right) {

    /**
     * @param next takes the joined rows
     */
    static JoinSides of(
            Step.Join step,
            ExpressionCompiler compiler,
            EvaluationErrors errors,
            StateBudget budget,
            Stage next) {
        var rows = JoinedRow.of(step);
        return switch (step.method()) {
            case JoinMethod.Windowed windows -> {
                var join = new WindowedJoin(step.joinKind(), windows, errors, rows, budget, next);
                yield new JoinSides(join::left, join::right);
            }
            case JoinMethod.Lookup() -> {
                var join = new LookupJoin(step.joinKind(), errors, rows, budget, next);
                yield new JoinSides(join::left, join::right);
            }
            case JoinMethod.Tables() -> {
                var join = new TablesJoin(new JoinedTable(step.joinKind(), rows, next), budget);
                yield new JoinSides(join::left, join::right);
            }
            case JoinMethod.ForeignKey(var key) -> {
                var join =
                        new ForeignKeyJoin(
                                compiler.compile(key, "the condition of the join"),
                                errors,
                                new JoinedTable(step.joinKind(), rows, next),
                                budget);
                yield new JoinSides(join::left, join::right);
            }
        };
    }
}
