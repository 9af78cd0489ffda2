// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.catalog;

import dev.bottledwater.sql.catalog.Catalog;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The catalog at one version of the log, with what only the engine needs of it. Immutable.
 *
 * @param version the number of entries that were applied
 * @param catalog what statements are analysed against
 * @param queries persistent queries by id, in order of creation
 */
public record CatalogState(long version, Catalog catalog, Map<String, StoredQuery> queries) {

    public static final CatalogState EMPTY = new CatalogState(0, Catalog.EMPTY, Map.of());

    public CatalogState {
        queries = Collections.unmodifiableMap(new LinkedHashMap<>(queries));
    }

    public Optional<StoredQuery> query(String id) {
        return Optional.ofNullable(queries.get(id));
    }

    /**
     * The number that a query created on top of this version takes. It grows with every entry, so
     * that a number is never used twice: a query that is dropped and created again doesn't meet its
     * old offsets and state.
     */
    public long nextQueryNumber() {
        return version + 1;
    }

    /** Whether the entry was checked against this very version. */
    public boolean accepts(CatalogEntry entry) {
        return entry.base() == version;
    }

    /**
     * This state with the entry's changes.
     *
     * @throws IllegalArgumentException when the entry isn't based on this version
     */
    public CatalogState apply(CatalogEntry entry) {
        if (!accepts(entry)) {
            throw new IllegalArgumentException(
                    "entry is based on version %d, current is %d".formatted(entry.base(), version));
        }
        return applyAll(entry.changes(), version + 1);
    }

    /** This state with changes on trial: the version stays. */
    public CatalogState tryOut(Iterable<CatalogChange> changes) {
        return applyAll(changes, version);
    }

    /** The changes that make this state of an empty catalog. */
    List<CatalogChange> changesFromNothing() {
        var changes = new ArrayList<CatalogChange>();
        catalog.types().forEach((name, type) -> changes.add(new CatalogChange.PutType(name, type)));
        catalog.sources().values().forEach(s -> changes.add(new CatalogChange.PutSource(s)));
        queries.values().forEach(q -> changes.add(new CatalogChange.PutQuery(q)));
        return changes;
    }

    /** The state of a version, from the changes that make it of an empty catalog. */
    static CatalogState fromNothing(long version, List<CatalogChange> changes) {
        return EMPTY.applyAll(changes, version);
    }

    private CatalogState applyAll(Iterable<CatalogChange> changes, long newVersion) {
        var newCatalog = catalog;
        var newQueries = new LinkedHashMap<>(queries);
        for (var change : changes) {
            newCatalog = changed(newCatalog, change);
            switch (change) {
                case CatalogChange.PutQuery put -> newQueries.put(put.query().id(), put.query());
                case CatalogChange.DropQuery drop -> newQueries.remove(drop.id());
                case CatalogChange.SetPaused set ->
                        newQueries.computeIfPresent(
                                set.id(), (_, query) -> query.withPaused(set.paused()));
                case CatalogChange.PutSource _,
                        CatalogChange.DropSource _,
                        CatalogChange.PutType _,
                        CatalogChange.DropType _ -> {}
            }
        }
        return new CatalogState(newVersion, newCatalog, newQueries);
    }

    private static Catalog changed(Catalog catalog, CatalogChange change) {
        return switch (change) {
            case CatalogChange.PutSource put -> catalog.withSource(put.source());
            case CatalogChange.DropSource drop -> catalog.withoutSource(drop.name());
            case CatalogChange.PutType put -> catalog.withType(put.name(), put.type());
            case CatalogChange.DropType drop -> catalog.withoutType(drop.name());
            case CatalogChange.PutQuery put -> catalog.withQuery(put.query().info());
            case CatalogChange.DropQuery drop -> catalog.withoutQuery(drop.id());
            case CatalogChange.SetPaused _ -> catalog;
        };
    }
}
