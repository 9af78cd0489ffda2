// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.catalog;

import dev.bottledwater.sql.type.SqlType;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The sources, custom types and persistent queries that exist at one version of the catalog log.
 * Immutable: every change makes a new one, so statements can be tried on a copy before they reach
 * the log.
 *
 * @param sources by stored name, in order of creation
 * @param types custom types by stored name
 * @param queries persistent queries by id, in order of creation
 */
public record Catalog(
        Map<String, Source> sources, Map<String, SqlType> types, Map<String, QueryInfo> queries) {

    public static final Catalog EMPTY = new Catalog(Map.of(), Map.of(), Map.of());

    public Catalog {
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
        types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
        queries = Collections.unmodifiableMap(new LinkedHashMap<>(queries));
    }

    public Optional<Source> source(String name) {
        return Optional.ofNullable(sources.get(name));
    }

    public Optional<SqlType> type(String name) {
        return Optional.ofNullable(types.get(name));
    }

    public Optional<QueryInfo> query(String id) {
        return Optional.ofNullable(queries.get(id));
    }

    public Catalog withSource(Source source) {
        return new Catalog(with(sources, source.name(), source), types, queries);
    }

    public Catalog withoutSource(String name) {
        return new Catalog(without(sources, name), types, queries);
    }

    public Catalog withType(String name, SqlType type) {
        return new Catalog(sources, with(types, name, type), queries);
    }

    public Catalog withoutType(String name) {
        return new Catalog(sources, without(types, name), queries);
    }

    public Catalog withQuery(QueryInfo query) {
        return new Catalog(sources, types, with(queries, query.id(), query));
    }

    public Catalog withoutQuery(String id) {
        return new Catalog(sources, types, without(queries, id));
    }

    private static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
        var copy = new LinkedHashMap<>(map);
        copy.put(key, value);
        return copy;
    }

    private static <V> Map<String, V> without(Map<String, V> map, String key) {
        var copy = new LinkedHashMap<>(map);
        copy.remove(key);
        return copy;
    }
}
