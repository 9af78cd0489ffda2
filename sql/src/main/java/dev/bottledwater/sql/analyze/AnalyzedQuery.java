// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.analyze;

import dev.bottledwater.sql.plan.QueryPlan;

import java.util.List;

/**
 * A query's plan with what its canonical text needs.
 *
 * @param columns the SELECT list, expanded and named
 * @param keyless whether PARTITION BY NULL took the key away
 */
record AnalyzedQuery(
        QueryPlan plan, List<SelectedColumn> columns, FromScope scope, boolean keyless) {}
