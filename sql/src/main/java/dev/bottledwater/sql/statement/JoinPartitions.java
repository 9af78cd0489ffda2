// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.statement;

import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.plan.JoinMethod;
import dev.bottledwater.sql.plan.PlanNode;

import java.util.Optional;

/**
 * Both sides of a join must have the same number of partitions, unless the join repartitions a side
 * itself or looks foreign keys up (language reference, section 9).
 */
record JoinPartitions(TopicFacts topics, SourceSpan span) {

    /** Where rows stand that no step has moved yet. */
    private record Place(String source, int partitions) {}

    /**
     * Checks all joins of a plan.
     *
     * @throws SqlException with KSQL's text
     */
    void check(PlanNode node) {
        place(node);
    }

    /** Empty for rows that are spread as their consumer needs them. */
    private Optional<Place> place(PlanNode node) {
        return switch (node) {
            case PlanNode.Scan scan ->
                    topics.find(scan.source().topic())
                            .map(t -> new Place(scan.source().name(), t.partitions()));
            case PlanNode.Join join -> joined(join);
            case PlanNode.Repartition(var input, _) -> {
                place(input);
                yield Optional.empty();
            }
            case PlanNode.Filter(var input, _) -> place(input);
            case PlanNode.Project(var input, _, _) -> place(input);
            case PlanNode.FlatMap(var input, _) -> place(input);
            case PlanNode.Aggregate(var input, _, _, _) -> {
                place(input);
                yield Optional.empty();
            }
        };
    }

    private Optional<Place> joined(PlanNode.Join join) {
        var left = place(join.left()).filter(_ -> !join.leftMoves());
        var right = place(join.right()).filter(_ -> !join.rightMoves());
        if (join.method() instanceof JoinMethod.ForeignKey) {
            return left;
        }
        if (left.isPresent()
                && right.isPresent()
                && left.get().partitions() != right.get().partitions()) {
            throw new SqlException(
                    ErrorCode.INVALID_JOIN,
                    "Can't join `%s` with `%s` since the number of partitions don't match. `%s` partitions = %d; `%s` partitions = %d. Please repartition either one so that the number of partitions match."
                            .formatted(
                                    left.get().source(),
                                    right.get().source(),
                                    left.get().source(),
                                    left.get().partitions(),
                                    right.get().source(),
                                    right.get().partitions()),
                    span,
                    "Write one of them into a topic of as many partitions: CREATE … WITH (PARTITIONS=%d) AS SELECT …"
                            .formatted(left.get().partitions()));
        }
        return left.or(() -> right);
    }
}
