// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.catalog;

import dev.bottledwater.sql.ast.Statement;

import java.util.Map;

/**
 * A statement to import.
 *
 * @param where its place, such as {@code line 3}
 * @param statement as parsed from {@code text}
 * @param properties what it was run with
 * @param after what becomes of the query that it makes
 */
record CatalogStep(
        String where,
        Statement statement,
        String text,
        Map<String, Object> properties,
        After after) {

    /** What becomes of a query once it is made. */
    enum After {
        RUN,
        PAUSE,
        TERMINATE
    }
}
