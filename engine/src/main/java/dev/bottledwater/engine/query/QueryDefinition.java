// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.query;

import dev.bottledwater.engine.physical.PhysicalPlan;

import java.util.Map;
import java.util.Objects;

/**
 * A persistent query to run.
 *
 * @param id such as {@code CTAS_TOTALS_7}
 * @param properties overrides of its statement, by KSQL's names
 */
public record QueryDefinition(String id, PhysicalPlan plan, Map<String, String> properties) {
    public QueryDefinition {
        Objects.requireNonNull(id);
        Objects.requireNonNull(plan);
        properties = Map.copyOf(properties);
    }
}
