// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.inspect;

import dev.bottledwater.engine.catalog.CatalogState;
import dev.bottledwater.engine.catalog.StoredQuery;
import dev.bottledwater.engine.result.StatementResult;
import dev.bottledwater.engine.result.StatementResult.GroupOffsets;
import dev.bottledwater.engine.result.StatementResult.SourceDescription;
import dev.bottledwater.engine.topic.TopicAdmin;
import dev.bottledwater.engine.topic.TopicException;
import dev.bottledwater.engine.topic.TopicShape;
import dev.bottledwater.sql.ast.Identifier;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.error.Suggestions;
import dev.bottledwater.sql.schema.SourceKind;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Optional;

/** DESCRIBE of streams and tables. */
final class DescribeExecution {
    private static final Logger LOG = LoggerFactory.getLogger(DescribeExecution.class);

    private final TopicAdmin topics;
    private final Listings listings;
    private final QueryGroups groups;
    private final TopicStatistics statistics;

    DescribeExecution(TopicAdmin topics, Listings listings, QueryGroups groups) {
        this.topics = topics;
        this.listings = listings;
        this.groups = groups;
        this.statistics = new TopicStatistics(topics, listings.running());
    }

    /** The source that a DESCRIBE names. */
    static Source source(Identifier name, CatalogState state) {
        return state.catalog()
                .source(name.text())
                .orElseThrow(
                        () -> {
                            var guess =
                                    Suggestions.didYouMean(
                                            name.text(), state.catalog().sources().keySet());
                            return new SqlException(
                                    ErrorCode.UNKNOWN_SOURCE,
                                    "Could not find STREAM/TABLE '%s' in the Metastore"
                                            .formatted(name.text()),
                                    name.span(),
                                    guess.isEmpty()
                                            ? "SHOW STREAMS and SHOW TABLES list what there is."
                                            : guess);
                        });
    }

    StatementResult describe(String text, Source source, boolean extended, CatalogState state) {
        return new StatementResult.SourceDescriptions(
                text, false, List.of(description(source, extended, state)));
    }

    StatementResult describeAll(
            String text, SourceKind kind, boolean extended, CatalogState state) {
        var view = view(state);
        return new StatementResult.SourceDescriptions(
                text,
                true,
                Listings.sources(state, kind).stream()
                        .map(s -> description(s, extended, state, view))
                        .toList());
    }

    SourceDescription description(Source source, boolean extended, CatalogState state) {
        return description(source, extended, state, view(state));
    }

    private ClusterView view(CatalogState state) {
        return listings.running().look(state.queries().values(), true);
    }

    private SourceDescription description(
            Source source, boolean extended, CatalogState state, ClusterView view) {
        var readers = Listings.readers(state, source.name());
        var writers = Listings.writers(state, source.name());
        var window = source.window();
        var timestamp = source.timestamp();
        var shape = shape(source.topic());
        return new SourceDescription(
                source.name(),
                source.kind(),
                window == null ? null : window.type().name(),
                readers.stream().map(q -> Listings.summary(view, state, q)).toList(),
                writers.stream().map(q -> Listings.summary(view, state, q)).toList(),
                Listings.fields(source),
                timestamp == null ? null : timestamp.column(),
                extended,
                source.keyFormat().name(),
                source.valueFormat().name(),
                source.topic(),
                shape.map(TopicShape::partitions).orElse(-1),
                shape.map(TopicShape::replication).orElse(-1),
                source.statement(),
                extended ? offsets(writers) : List.of(),
                constraints(readers, state),
                shape.map(s -> statistics.of(s, view)).orElse(List.of()));
    }

    /** Sources that were made of this one, and so keep it from being dropped. */
    private static List<String> constraints(List<StoredQuery> readers, CatalogState state) {
        return readers.stream()
                .filter(
                        q ->
                                state.catalog()
                                        .source(q.info().sink())
                                        .flatMap(Source::createdByQuery)
                                        .filter(q.id()::equals)
                                        .isPresent())
                .map(q -> q.info().sink())
                .distinct()
                .toList();
    }

    /** A description without the topic's numbers is better than none. */
    private Optional<TopicShape> shape(String topic) {
        try {
            return topics.describe(topic);
        } catch (TopicException e) {
            LOG.warn("Topic {} can't be described: {}", topic, e.getMessage());
            return Optional.empty();
        }
    }

    private List<GroupOffsets> offsets(List<StoredQuery> queries) {
        return queries.stream().flatMap(q -> offsets(groups.group(q.id())).stream()).toList();
    }

    private List<GroupOffsets> offsets(String group) {
        try {
            return topics.groups().offsets(group);
        } catch (TopicException e) {
            if (e.reason() == TopicException.Reason.UNREACHABLE) {
                throw e;
            }
            LOG.warn("Offsets of group {} can't be read: {}", group, e.getMessage());
            return List.of();
        }
    }
}
