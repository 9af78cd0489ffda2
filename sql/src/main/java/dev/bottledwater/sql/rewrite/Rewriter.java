// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.rewrite;

import dev.bottledwater.sql.plan.QueryPlan;

/** Applies the rules in their order. */
public final class Rewriter {
    private Rewriter() {}

    /** The rewritten plan; its output is that of {@code plan}. */
    public static QueryPlan rewrite(QueryPlan plan) {
        return new QueryPlan(
                PruneScanColumns.apply(FoldConstants.apply(plan.root())),
                plan.output(),
                plan.emit(),
                plan.limit(),
                plan.sources());
    }
}
