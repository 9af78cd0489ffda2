// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.catalog;

import java.util.List;
import java.util.Objects;

/**
 * What the catalog knows of a persistent query: enough for dependency checks and listings. The plan
 * itself is stored by the engine.
 *
 * @param id e.g. {@code CTAS_TOTALS_7}
 * @param statement canonical text
 * @param sources names of the sources that it reads
 * @param sink name of the source that it writes
 */
public record QueryInfo(String id, String statement, List<String> sources, String sink) {
    public QueryInfo {
        Objects.requireNonNull(id);
        Objects.requireNonNull(statement);
        sources = List.copyOf(sources);
        Objects.requireNonNull(sink);
    }
}
