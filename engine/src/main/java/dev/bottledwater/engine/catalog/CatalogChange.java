// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.catalog;

import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.type.SqlType;

/**
 * One change of the catalog. An entry of the log holds all changes of one statement; they are
 * applied together.
 */
public sealed interface CatalogChange {

    /** Adds a stream or table, or replaces the one of its name. */
    record PutSource(Source source) implements CatalogChange {}

    /** Removes a stream or table. */
    record DropSource(String name) implements CatalogChange {}

    /** Adds or replaces a custom type. */
    record PutType(String name, SqlType type) implements CatalogChange {}

    /** Removes a custom type. */
    record DropType(String name) implements CatalogChange {}

    /** Adds a persistent query, or replaces the one of its id. */
    record PutQuery(StoredQuery query) implements CatalogChange {}

    /** Ends a persistent query for good. */
    record DropQuery(String id) implements CatalogChange {}

    /** Pauses or resumes a persistent query. */
    record SetPaused(String id, boolean paused) implements CatalogChange {}
}
