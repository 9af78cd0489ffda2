// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.inspect;

import dev.bottledwater.engine.EngineConfig;
import dev.bottledwater.engine.catalog.CatalogState;
import dev.bottledwater.engine.result.StatementResult;
import dev.bottledwater.engine.result.StatementResult.FunctionListing;
import dev.bottledwater.engine.result.StatementResult.FunctionType;
import dev.bottledwater.engine.result.StatementResult.QuerySummary;
import dev.bottledwater.engine.result.StatementResult.TopicListing;
import dev.bottledwater.engine.session.RequestSession;
import dev.bottledwater.engine.topic.GroupOffsetsReader.Readers;
import dev.bottledwater.engine.topic.InternalTopics;
import dev.bottledwater.engine.topic.TopicAdmin;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.function.ScalarSignature;
import dev.bottledwater.sql.schema.SourceKind;
import dev.bottledwater.sql.type.SqlType;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** SHOW, which is also LIST. */
final class ShowExecution {
    private final TopicAdmin topics;
    private final InternalTopics internal;
    private final FunctionRegistry functions;
    private final Listings listings;
    private final ServerProperties serverProperties;

    ShowExecution(
            EngineConfig config,
            TopicAdmin topics,
            InternalTopics internal,
            FunctionRegistry functions,
            Listings listings) {
        this.topics = topics;
        this.internal = internal;
        this.functions = functions;
        this.listings = listings;
        this.serverProperties =
                new ServerProperties(
                        config.properties(), config.serviceId(), listings.running().budgets());
    }

    StatementResult sources(String text, SourceKind kind, CatalogState state) {
        return new StatementResult.SourceList(
                text, kind, Listings.sources(state, kind).stream().map(Listings::listing).toList());
    }

    StatementResult queries(String text, CatalogState state) {
        var view = listings.running().look(state.queries().values(), false);
        var summaries = new ArrayList<QuerySummary>();
        state.queries().values().stream()
                .sorted(Comparator.comparing(q -> q.id()))
                .forEach(q -> summaries.add(Listings.summary(view, state, q)));
        view.pushQueries().forEach(q -> summaries.add(Listings.summary(q)));
        return new StatementResult.QueryList(text, summaries);
    }

    /**
     * @param all whether hidden topics are shown too
     */
    StatementResult topics(String text, boolean all, boolean extended) {
        var readers = extended ? topics.groups().readers() : Map.<String, Readers>of();
        var none = new Readers(0, 0);
        var shown =
                topics.list().stream()
                        .filter(t -> all || !internal.isHidden(t.name()))
                        .map(
                                t -> {
                                    var r = readers.getOrDefault(t.name(), none);
                                    return new TopicListing(
                                            t.name(), t.replicas(), r.consumers(), r.groups());
                                })
                        .toList();
        return new StatementResult.TopicList(text, extended, shown);
    }

    StatementResult functions(String text) {
        var lines = new ArrayList<FunctionListing>();
        functions.scalars().forEach((name, f) -> lines.add(listing(name, FunctionType.SCALAR, f)));
        functions.tables().forEach((name, f) -> lines.add(listing(name, FunctionType.TABLE, f)));
        functions
                .aggregates()
                .forEach(
                        (name, overloads) ->
                                lines.add(
                                        new FunctionListing(
                                                name,
                                                FunctionType.AGGREGATE,
                                                category(
                                                        overloads
                                                                .getFirst()
                                                                .documentation()
                                                                .category()))));
        lines.sort(Comparator.comparing(FunctionListing::name));
        return new StatementResult.FunctionList(text, List.copyOf(lines));
    }

    private static FunctionListing listing(
            String name, FunctionType type, List<ScalarSignature> overloads) {
        return new FunctionListing(
                name, type, category(overloads.getFirst().documentation().category()));
    }

    private static String category(String category) {
        return category.toUpperCase(Locale.ROOT);
    }

    StatementResult properties(String text, RequestSession session) {
        return new StatementResult.PropertyList(text, serverProperties.listings(session));
    }

    StatementResult types(String text, CatalogState state) {
        return new StatementResult.TypeList(
                text, new TreeMap<String, SqlType>(state.catalog().types()));
    }

    StatementResult variables(String text, RequestSession session) {
        return new StatementResult.VariableList(text, session.variables());
    }
}
