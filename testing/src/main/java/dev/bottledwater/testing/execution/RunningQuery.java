// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.execution;

import dev.bottledwater.engine.physical.PhysicalPlan;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.plan.QueryPlan;

import java.util.Map;

/**
 * A persistent query that a case started.
 *
 * @param properties the session's at that time
 */
public record RunningQuery(
        String id,
        QueryPlan logical,
        PhysicalPlan plan,
        Source sink,
        Map<String, String> properties) {
    public RunningQuery {
        properties = Map.copyOf(properties);
    }
}
