// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.inspect;

import dev.bottledwater.engine.catalog.CatalogState;
import dev.bottledwater.engine.catalog.StoredQuery;
import dev.bottledwater.engine.result.StatementResult.FieldInfo;
import dev.bottledwater.engine.result.StatementResult.QuerySummary;
import dev.bottledwater.engine.result.StatementResult.SourceListing;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.RowSchema;
import dev.bottledwater.sql.schema.SourceKind;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** Sources and queries as listings show them. */
record Listings(RunningQueries running) {
    static final String PERSISTENT = "PERSISTENT";
    static final String PUSH = "PUSH";

    /** The streams or tables of a catalog by name. */
    static List<Source> sources(CatalogState state, SourceKind kind) {
        return state.catalog().sources().values().stream()
                .filter(s -> s.kind() == kind)
                .sorted(Comparator.comparing(Source::name))
                .toList();
    }

    static SourceListing listing(Source source) {
        return new SourceListing(
                source.name(),
                source.topic(),
                source.keyFormat().name(),
                source.valueFormat().name(),
                source.isWindowed());
    }

    /** Key columns first; a table's primary key is a KEY too, as in KSQL. */
    static List<FieldInfo> fields(RowSchema schema) {
        var fields = new ArrayList<FieldInfo>();
        for (Column column : schema.key()) {
            fields.add(new FieldInfo(column.name(), column.type(), "KEY", null));
        }
        for (Column column : schema.value()) {
            fields.add(new FieldInfo(column.name(), column.type(), null, null));
        }
        return fields;
    }

    /** The columns of a source, those of headers last. */
    static List<FieldInfo> fields(Source source) {
        var fields = new ArrayList<>(fields(source.schema()));
        for (var column : source.headers()) {
            var header = column.header();
            fields.add(
                    new FieldInfo(
                            column.name(),
                            column.type(),
                            "HEADER",
                            header.isEmpty() ? null : header));
        }
        return fields;
    }

    static QuerySummary summary(ClusterView view, CatalogState state, StoredQuery query) {
        var sink = query.info().sink();
        return new QuerySummary(
                query.id(),
                query.info().statement(),
                List.of(sink),
                Optional.ofNullable(state.catalog().sources().get(sink)).map(Source::topic).stream()
                        .toList(),
                PERSISTENT,
                view.counts(query.id()),
                view.state(query.id()),
                view.restoration(query.id()));
    }

    static QuerySummary summary(RunningQueries.PushQuery query) {
        return new QuerySummary(
                query.id(),
                query.statement(),
                List.of(),
                List.of(),
                PUSH,
                count("RUNNING"),
                "RUNNING",
                null);
    }

    private static SequencedMap<String, Integer> count(String status) {
        return new LinkedHashMap<>(Map.of(status, 1));
    }

    /** Persistent queries that read a source. */
    static List<StoredQuery> readers(CatalogState state, String source) {
        return state.queries().values().stream()
                .filter(q -> q.info().sources().contains(source))
                .toList();
    }

    /** Persistent queries that write a source. */
    static List<StoredQuery> writers(CatalogState state, String source) {
        return state.queries().values().stream()
                .filter(q -> q.info().sink().equals(source))
                .toList();
    }
}
