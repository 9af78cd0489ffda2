// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.execution;

import dev.bottledwater.engine.physical.PhysicalPlan;
import dev.bottledwater.sql.catalog.Source;

import java.util.Map;

/**
 * A persistent query that a case started.
 *
 * @param properties the session's at that time
 */
public record RunningQuery(
        String id, PhysicalPlan plan, Source sink, Map<String, String> properties) {
    public RunningQuery {
        properties = Map.copyOf(properties);
    }
}
