// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.analyze;

import dev.bottledwater.sql.ast.Query;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.plan.QueryPlan;

/**
 * A query that writes a source.
 *
 * @param plan whose root emits the sink's rows: its schema is the sink's
 * @param canonical the query with {@code *} expanded, columns qualified and output columns named
 * @param leftMost the first source, from which the sink inherits
 * @param keyless whether PARTITION BY NULL took the key away
 */
public record PersistentQuery(QueryPlan plan, Query canonical, Source leftMost, boolean keyless) {}
