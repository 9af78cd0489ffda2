// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.statement;

import dev.bottledwater.sql.analyze.Analyzer;
import dev.bottledwater.sql.analyze.PersistentQuery;
import dev.bottledwater.sql.ast.DataStatement;
import dev.bottledwater.sql.ast.Properties;
import dev.bottledwater.sql.ast.Query;
import dev.bottledwater.sql.ast.SourceStatement;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.format.SqlFormatter;
import dev.bottledwater.sql.plan.PlanNode;
import dev.bottledwater.sql.property.Formats;
import dev.bottledwater.sql.property.PropertyName;
import dev.bottledwater.sql.property.SourceFormats;
import dev.bottledwater.sql.property.TimestampRules;
import dev.bottledwater.sql.property.WithClause;
import dev.bottledwater.sql.schema.SourceKind;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** CREATE … AS SELECT and INSERT INTO … SELECT (language reference, section 7.2). */
final class PersistentStatements {
    private final Analyzer analyzer;
    private final Catalog catalog;
    private final StatementOptions options;
    private final TopicFacts topics;
    private final SchemaFacts schemas;

    PersistentStatements(
            Analyzer analyzer,
            Catalog catalog,
            StatementOptions options,
            TopicFacts topics,
            SchemaFacts schemas) {
        this.analyzer = analyzer;
        this.catalog = catalog;
        this.options = options;
        this.topics = topics;
        this.schemas = schemas;
    }

    AnalyzedStatement createAsSelect(SourceStatement.CreateAsSelect statement) {
        var with = WithClause.of(statement.properties(), PropertyName.Use.CREATE_AS);
        var kind = Names.kind(statement.kind());
        var existing = catalog.source(statement.name().text());
        if (statement.orReplace()) {
            options.checkReplace(statement.name().span());
        }
        if (!statement.orReplace()) {
            var taken = Names.taken(kind, statement.name(), statement.ifNotExists(), catalog);
            if (taken.isPresent()) {
                return taken.get();
            }
        } else if (existing.isPresent()) {
            SourceReplacement.checkNotReadOnly(
                    kind,
                    statement.name().text(),
                    existing.get().readOnly(),
                    statement.name().span());
        }
        var query =
                analyze(
                        statement.query(),
                        statement.name().text(),
                        "CREATE %s AS SELECT".formatted(kind));
        var topic = topic(statement, with, query);
        var text = text(statement, query, topic);
        checkResult(kind, query, text, statement);
        var sink = checkedSink(statement, with, kind, query, topic.name(), text + ";");
        existing.ifPresent(e -> SourceReplacement.checkWritten(e, sink, statement.name().span()));
        return new AnalyzedStatement.CreateAsSelect(
                sink,
                topic,
                query.plan(),
                "%s_%s".formatted(kind == SourceKind.STREAM ? "CSAS" : "CTAS", sink.name()),
                existing.flatMap(Source::createdByQuery)
                        .filter(id -> catalog.query(id).isPresent())
                        .orElse(null));
    }

    /** Adds KSQL's introduction to what is wrong inside the query. */
    private PersistentQuery analyze(Query query, String sink, String statement) {
        try {
            var analyzed =
                    analyzer.with(options.properties())
                            .analyzePersistent(query, catalog, sink, statement);
            new JoinPartitions(topics, query.from().span()).check(analyzed.plan().root());
            return analyzed;
        } catch (SqlException e) {
            if (e.code() == ErrorCode.NOT_SUPPORTED
                    || e.code() == ErrorCode.UNKNOWN_SOURCE
                    || e.code() == ErrorCode.AMBIGUOUS_COLUMN) {
                throw e;
            }
            throw new SqlException(
                    e.code(),
                    "Could not determine output schema for query due to error: " + e.message(),
                    e.span().orElse(null),
                    e.hint().orElse(null));
        }
    }

    private TopicSpec topic(
            SourceStatement.CreateAsSelect statement, WithClause with, PersistentQuery query) {
        var name =
                with.string(PropertyName.KAFKA_TOPIC)
                        .orElse(options.topicPrefix() + statement.name().text());
        var partitions = with.count(PropertyName.PARTITIONS);
        var replicas = with.count(PropertyName.REPLICAS);
        var facts =
                topics.find(query.leftMost().topic())
                        .orElseThrow(
                                () ->
                                        new SqlException(
                                                ErrorCode.INVALID_QUERY,
                                                "The topic '%s' of %s does not exist any more"
                                                        .formatted(
                                                                query.leftMost().topic(),
                                                                query.leftMost().name()),
                                                statement.query().from().span(),
                                                "Create the topic, or drop the source."));
        topics.find(name)
                .ifPresent(
                        t ->
                                Names.checkTopic(
                                        topics,
                                        name,
                                        t,
                                        Optional.of(partitions.orElse(facts.partitions())),
                                        Optional.of(replicas.orElse(facts.replicas())),
                                        with.span(PropertyName.KAFKA_TOPIC)));
        return new TopicSpec(
                name,
                partitions.orElse(facts.partitions()),
                replicas.orElse(facts.replicas()),
                retention(with, facts, query),
                cleanupPolicy(with, query));
    }

    /** At least as long as the windows are kept. */
    private static @Nullable Long retention(
            WithClause with, TopicFacts.Topic facts, PersistentQuery query) {
        var asked = with.number(PropertyName.RETENTION_MS);
        Long base = asked.isPresent() ? asked.get() : facts.retentionMillis();
        var windowed = windowRetention(query.plan().root());
        return base == null || base < 0 || windowed.isEmpty()
                ? base
                : Long.valueOf(Math.max(base, windowed.get()));
    }

    private static Optional<Long> windowRetention(PlanNode node) {
        if (node instanceof PlanNode.Aggregate a && a.windowing() != null) {
            return Optional.ofNullable(a.windowing().retention());
        }
        return node.inputs().stream()
                .map(PersistentStatements::windowRetention)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static String cleanupPolicy(WithClause with, PersistentQuery query) {
        var root = query.plan().root();
        return with.oneOf(
                        PropertyName.CLEANUP_POLICY, List.of("DELETE", "COMPACT", "COMPACT,DELETE"))
                .map(p -> p.toLowerCase(Locale.ROOT))
                .orElse(
                        root.kind() == SourceKind.STREAM
                                ? "delete"
                                : root.window() == null ? "compact" : "compact,delete");
    }

    /** The canonical statement without its {@code ;}. */
    private static String text(
            SourceStatement.CreateAsSelect statement, PersistentQuery query, TopicSpec topic) {
        var properties = statement.properties();
        properties = Names.with(properties, PropertyName.CLEANUP_POLICY, topic.cleanupPolicy());
        properties = Names.with(properties, PropertyName.KAFKA_TOPIC, topic.name());
        properties = Names.with(properties, PropertyName.PARTITIONS, topic.partitions());
        properties = Names.with(properties, PropertyName.REPLICAS, topic.replicas());
        properties = Names.with(properties, PropertyName.RETENTION_MS, topic.retentionMillis());
        return text(statement, query, properties);
    }

    private static String text(
            SourceStatement.CreateAsSelect statement,
            PersistentQuery query,
            Properties properties) {
        var text =
                SqlFormatter.format(
                        new SourceStatement.CreateAsSelect(
                                statement.kind(),
                                statement.orReplace(),
                                statement.ifNotExists(),
                                statement.name(),
                                properties,
                                query.canonical(),
                                statement.span()));
        return text.substring(0, text.length() - 1);
    }

    private static void checkResult(
            SourceKind kind,
            PersistentQuery query,
            String text,
            SourceStatement.CreateAsSelect statement) {
        var produced = query.plan().root().kind();
        if (produced != kind) {
            throw new SqlException(
                    ErrorCode.INVALID_QUERY,
                    "Could not determine output schema for query due to error: Invalid result type. Your SELECT query produces a %s. Please use CREATE %s AS SELECT statement instead.\nStatement: %s;"
                            .formatted(produced, produced, text),
                    statement.span(),
                    null);
        }
    }

    /**
     * KSQL shows the statement, as it was written but canonical, with a format that doesn't fit.
     */
    private Source checkedSink(
            SourceStatement.CreateAsSelect statement,
            WithClause with,
            SourceKind kind,
            PersistentQuery query,
            String topic,
            String text) {
        try {
            return sink(statement, with, kind, query, topic, text);
        } catch (SqlException e) {
            if (e.code() != ErrorCode.INVALID_FORMAT) {
                throw e;
            }
            throw new SqlException(
                    e.code(),
                    e.message() + "\nStatement: " + text(statement, query, statement.properties()),
                    e.span().orElse(null),
                    e.hint().orElse(null));
        }
    }

    private Source sink(
            SourceStatement.CreateAsSelect statement,
            WithClause with,
            SourceKind kind,
            PersistentQuery query,
            String topic,
            String text) {
        var root = query.plan().root();
        var schema = root.schema();
        var valueFormat = SourceFormats.value(with).orElse(query.leftMost().valueFormat().name());
        var name = statement.name();
        var keySpec =
                SourceFormats.keySpec(
                        keyFormat(with, query),
                        with,
                        schema,
                        name.text(),
                        Optional.of(query.leftMost().keyFormat()),
                        name.span());
        var valueSpec =
                SourceFormats.valueSpec(
                        valueFormat,
                        with,
                        options.wrap(),
                        schema,
                        name.text(),
                        Optional.of(query.leftMost().valueFormat()),
                        name.span());
        var inference = new SchemaInference(with, topic, schemas, name.span());
        inference.checkHolds(schema.key(), Formats.Side.KEY, keySpec);
        inference.checkHolds(schema.value(), Formats.Side.VALUE, valueSpec);
        return new Source(
                name.text(),
                kind,
                schema,
                topic,
                keySpec,
                valueSpec,
                root.window(),
                TimestampRules.of(with, schema).orElse(null),
                false,
                text,
                null);
    }

    private String keyFormat(WithClause with, PersistentQuery query) {
        boolean noKey = query.plan().root().schema().keyCount() == 0;
        if (noKey
                && with.has(PropertyName.KEY_FORMAT)
                && !SourceFormats.key(with).equals(Optional.of("NONE"))) {
            throw new SqlException(
                    ErrorCode.INVALID_KEY,
                    "Key format specified for stream without key columns.",
                    with.span(PropertyName.KEY_FORMAT),
                    null);
        }
        if (query.keyless()) {
            return "NONE";
        }
        return SourceFormats.key(with)
                .orElseGet(
                        () -> {
                            var inherited = query.leftMost().keyFormat().name();
                            return inherited.equals("NONE") && !noKey
                                    ? Formats.name(options.keyFormat(), with.span())
                                    : inherited;
                        });
    }

    AnalyzedStatement insertSelect(DataStatement.InsertSelect statement) {
        var with = WithClause.of(statement.properties(), PropertyName.Use.INSERT);
        var name = statement.target();
        var target =
                catalog.source(name.text())
                        .orElseThrow(
                                () ->
                                        new SqlException(
                                                ErrorCode.UNKNOWN_SOURCE,
                                                "Line: %d, Col: %d: Source `%s` does not exist."
                                                        .formatted(
                                                                name.span().line(),
                                                                name.span().column(),
                                                                name.text()),
                                                name.span(),
                                                Names.hint(name, catalog)));
        if (target.kind() == SourceKind.TABLE) {
            throw new SqlException(
                    ErrorCode.SOURCE_RESTRICTED,
                    "INSERT INTO can only be used to insert into a stream. %s is a table."
                            .formatted(target.name()),
                    name.span(),
                    null);
        }
        if (target.readOnly()) {
            throw new SqlException(
                    ErrorCode.SOURCE_RESTRICTED,
                    "Cannot insert into read-only stream: " + target.name(),
                    name.span(),
                    null);
        }
        if (!target.headers().isEmpty()) {
            throw new SqlException(
                    ErrorCode.SOURCE_RESTRICTED,
                    "Cannot insert into %s because it has header columns".formatted(target.name()),
                    name.span(),
                    null);
        }
        var query = analyze(statement.query(), target.name(), "INSERT INTO");
        return new AnalyzedStatement.InsertSelect(
                target,
                InsertedRows.fitted(query.plan(), target, statement.span()),
                with.string(PropertyName.QUERY_ID)
                        .map(id -> id.toUpperCase(Locale.ROOT))
                        .orElse(null),
                SqlFormatter.format(
                        new DataStatement.InsertSelect(
                                name,
                                new Properties(
                                        statement.properties().entries(),
                                        statement.properties().span()),
                                query.canonical(),
                                statement.span())));
    }
}
