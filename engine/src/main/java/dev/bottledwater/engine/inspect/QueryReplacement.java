// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.inspect;

import dev.bottledwater.engine.physical.PhysicalPlan;
import dev.bottledwater.engine.physical.PlanReplacement;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;

/** What users are told when a query takes the place of another. */
public final class QueryReplacement {
    private QueryReplacement() {}

    /**
     * Checks that the new plan can go on with the offsets and the state of the old one.
     *
     * @param sink the stream or table that the query writes
     * @param span the statement
     * @return the lines of the plans that differ; empty when none does
     * @throws SqlException with the reason, what differs and what to do when it can't
     */
    public static String check(
            String queryId,
            String sink,
            PhysicalPlan old,
            PhysicalPlan replacement,
            SourceSpan span) {
        var difference = PlanDifference.of(old, replacement);
        PlanReplacement.refusal(old, replacement)
                .ifPresent(
                        reason -> {
                            throw refused(
                                    queryId,
                                    reason,
                                    span,
                                    difference.isEmpty()
                                            ? remedy(sink)
                                            : remedy(sink) + " What differs:\n" + difference);
                        });
        return difference;
    }

    /** The refusal of a replacement whose old plan this program can't read. */
    public static SqlException unreadable(
            String queryId, String sink, String reason, SourceSpan span) {
        return refused(queryId, "its plan can't be read: " + reason, span, remedy(sink));
    }

    private static String remedy(String sink) {
        return "DROP %s and create it again; the new query then starts anew.".formatted(sink);
    }

    private static SqlException refused(
            String queryId, String reason, SourceSpan span, String hint) {
        return new SqlException(
                ErrorCode.INCOMPATIBLE_CHANGE,
                "Cannot replace the query %s: %s.".formatted(queryId, reason),
                span,
                hint);
    }
}
