// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.plan.QueryPlan;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Pull queries on tables that no store answers: each reads the table's whole topic. Thread-safe.
 */
final class UnstoredTables {
    private static final Logger LOG = LoggerFactory.getLogger(UnstoredTables.class);

    /** Whether pull queries may read the topics of tables that no query writes. */
    static final String DECLARED = "bw.pull.declared.tables";

    /** How many tables are remembered that the log tells of. */
    private static final int MOST = 1000;

    private final boolean declared;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /**
     * @param properties the server's
     * @throws IllegalArgumentException for a value that is neither true nor false
     */
    UnstoredTables(Map<String, String> properties) {
        var value = properties.getOrDefault(DECLARED, "false").strip();
        if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
            throw new IllegalArgumentException(
                    "%s is '%s', but must be true or false".formatted(DECLARED, value));
        }
        this.declared = Boolean.parseBoolean(value);
    }

    /**
     * KSQL's refusal: a declared table has no state that a query keeps.
     *
     * @throws TableNotStoredException when it applies
     */
    void check(QueryPlan plan, Catalog catalog) {
        for (var name : plan.sources()) {
            var source = catalog.source(name);
            if (!declared
                    && source.isPresent()
                    && source.get().createdBy() == null
                    && !source.get().readOnly()) {
                throw new TableNotStoredException(
                        """
                        The `%s` table isn't queryable. To derive a queryable table, you can do 'CREATE TABLE QUERYABLE_%s AS SELECT * FROM %s'. See https://cnfl.io/queries for more info.
                        Add EMIT CHANGES if you intended to issue a push query."""
                                .formatted(name, name, name),
                        "No query keeps the rows of %s. A table made of it with a WHERE clause keeps them on disk, and answers by key; with %s=true on the server each pull query reads the whole topic instead, and keeps its rows in memory meanwhile."
                                .formatted(name, DECLARED));
            }
        }
    }

    /** Tells the log what the query costs, once for each table. */
    void tell(QueryPlan plan) {
        for (var name : plan.sources()) {
            if (told.size() < MOST && told.add(name)) {
                LOG.warn(
                        "Pull queries on {} read its whole topic each time, as long as no store answers: tables that no query writes, joins, EMIT FINAL and tables selected from others without WHERE have none, and that of another table may be starting. CREATE TABLE ... AS SELECT * FROM {} WHERE (its key) IS NOT NULL keeps the rows in one, which answers by key.",
                        name,
                        name);
            }
        }
    }
}
