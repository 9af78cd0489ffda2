// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.catalog;

import dev.bottledwater.sql.catalog.QueryInfo;

import java.util.Map;
import java.util.Objects;

/**
 * A persistent query as the log keeps it.
 *
 * @param plan the physical plan as its versioned JSON document: a restart runs it as it is
 * @param properties the overrides that were in force when the query was created, by KSQL's names
 * @param paused whether the query is to stand still
 */
public record StoredQuery(
        QueryInfo info, String plan, Map<String, String> properties, boolean paused) {
    public StoredQuery {
        Objects.requireNonNull(info);
        Objects.requireNonNull(plan);
        properties = Map.copyOf(properties);
    }

    public String id() {
        return info.id();
    }

    StoredQuery withPaused(boolean newPaused) {
        return new StoredQuery(info, plan, properties, newPaused);
    }
}
