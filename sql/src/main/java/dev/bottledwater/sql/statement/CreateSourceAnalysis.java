// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.statement;

import dev.bottledwater.sql.ast.Properties;
import dev.bottledwater.sql.ast.SourceStatement;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.format.SqlFormatter;
import dev.bottledwater.sql.property.Formats.Side;
import dev.bottledwater.sql.property.PropertyName;
import dev.bottledwater.sql.property.SourceFormats;
import dev.bottledwater.sql.property.TimestampRules;
import dev.bottledwater.sql.property.WindowProperties;
import dev.bottledwater.sql.property.WithClause;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.schema.KeyWindow;
import dev.bottledwater.sql.schema.SourceKind;

import java.util.List;
import java.util.Optional;

/** CREATE STREAM and CREATE TABLE over a topic (language reference, section 7). */
final class CreateSourceAnalysis {
    private final SourceStatement.CreateSource statement;
    private final SourceKind kind;
    private final Catalog catalog;
    private final StatementOptions options;
    private final TopicFacts topics;
    private final SchemaFacts schemas;
    private final WithClause with;

    CreateSourceAnalysis(
            SourceStatement.CreateSource statement,
            Catalog catalog,
            StatementOptions options,
            TopicFacts topics,
            SchemaFacts schemas) {
        this.statement = statement;
        this.kind = Names.kind(statement.kind());
        this.catalog = catalog;
        this.options = options;
        this.topics = topics;
        this.schemas = schemas;
        this.with = WithClause.of(statement.properties(), PropertyName.Use.CREATE);
    }

    AnalyzedStatement analyze() {
        checkSourceKeyword();
        var topic =
                with.string(PropertyName.KAFKA_TOPIC)
                        .filter(t -> !t.isBlank())
                        .orElseThrow(
                                () ->
                                        new SqlException(
                                                ErrorCode.INVALID_PROPERTY,
                                                "Failed to prepare statement: Missing required property \"KAFKA_TOPIC\" which has no default value.",
                                                statement.properties().span().isNone()
                                                        ? statement.name().span()
                                                        : statement.properties().span(),
                                                "Add WITH (KAFKA_TOPIC='…', …)."));
        SourceFormats.check(with);
        var columns = columns(topic);
        if (!statement.orReplace()) {
            var taken = Names.taken(kind, statement.name(), statement.ifNotExists(), catalog);
            if (taken.isPresent()) {
                return taken.get();
            }
        }
        var source = source(topic, columns);
        var existing = catalog.source(source.name());
        existing.ifPresent(
                e -> SourceReplacement.checkDeclared(e, source, statement.name().span()));
        return new AnalyzedStatement.CreateSource(
                source, topicSpec(topic, source, columns), existing.isPresent());
    }

    private void checkSourceKeyword() {
        if (statement.orReplace()) {
            var name = statement.name();
            options.checkReplace(name.span());
            SourceReplacement.checkNotReadOnly(
                    kind,
                    name.text(),
                    statement.readOnly()
                            || catalog.source(name.text()).map(Source::readOnly).orElse(false),
                    name.span());
        }
    }

    private SourceColumns columns(String topic) {
        var columns =
                SourceColumns.of(
                        statement,
                        catalog,
                        new SchemaInference(with, topic, schemas, statement.name().span()),
                        this::undeclared);
        if (!columns.headers().isEmpty() && !options.headerColumns()) {
            throw new SqlException(
                    ErrorCode.INVALID_COLUMN,
                    "Cannot create %s `%s` with header columns: they are disabled by ksql.headers.columns.enabled."
                            .formatted(Names.lower(kind), statement.name().text()),
                    statement.name().span(),
                    null);
        }
        if (kind == SourceKind.TABLE && columns.schema().keyCount() == 0) {
            throw new SqlException(
                    ErrorCode.INVALID_KEY,
                    "Tables require a PRIMARY KEY. Please define the PRIMARY KEY.",
                    statement.name().span(),
                    null);
        }
        return columns;
    }

    private FormatSpec undeclared(Side side) {
        return SourceFormats.undeclared(
                switch (side) {
                    case KEY -> keyFormat();
                    case VALUE -> valueFormat();
                },
                with,
                side,
                statement.name().text());
    }

    private String keyFormat() {
        return SourceFormats.key(with).orElseGet(this::defaultKeyFormat);
    }

    private String valueFormat() {
        return SourceFormats.value(with).orElseGet(this::defaultValueFormat);
    }

    private Source source(String topic, SourceColumns columns) {
        var schema = columns.schema();
        var window = WindowProperties.of(with);
        if (window.isPresent() && schema.keyCount() == 0) {
            throw new SqlException(
                    ErrorCode.INVALID_WINDOW,
                    "Windowed sources require a key column.",
                    with.span(PropertyName.WINDOW_TYPE),
                    null);
        }
        return new Source(
                statement.name().text(),
                kind,
                schema,
                columns.headers(),
                topic,
                SourceFormats.keySpec(
                        keyFormat(),
                        with,
                        schema,
                        statement.name().text(),
                        Optional.empty(),
                        with.span(PropertyName.KEY_FORMAT)),
                SourceFormats.valueSpec(
                        valueFormat(),
                        with,
                        options.wrap(),
                        schema,
                        statement.name().text(),
                        Optional.empty(),
                        with.span(PropertyName.VALUE_FORMAT)),
                window.orElse(null),
                TimestampRules.of(with, schema).orElse(null),
                statement.readOnly(),
                text(columns, window),
                null);
    }

    private String defaultKeyFormat() {
        return dev.bottledwater.sql.property.Formats.name(options.keyFormat(), with.span());
    }

    private String defaultValueFormat() {
        return dev.bottledwater.sql.property.Formats.name(
                options.valueFormat()
                        .orElseThrow(
                                () ->
                                        new SqlException(
                                                ErrorCode.INVALID_PROPERTY,
                                                "Statement is missing the 'VALUE_FORMAT' property from the WITH clause. Either provide one or set a default via the 'ksql.persistence.default.format.value' config.",
                                                with.span(),
                                                "Add VALUE_FORMAT='JSON'.")),
                with.span());
    }

    /** The statement with defaults written out and custom types replaced. */
    private String text(SourceColumns columns, Optional<KeyWindow> window) {
        return SqlFormatter.format(
                canonical(
                        columns,
                        Names.with(
                                withFormats(),
                                PropertyName.CLEANUP_POLICY,
                                cleanupPolicy(window))));
    }

    private SourceStatement.CreateSource canonical(SourceColumns columns, Properties properties) {
        return new SourceStatement.CreateSource(
                statement.kind(),
                statement.orReplace(),
                statement.readOnly(),
                statement.ifNotExists(),
                statement.name(),
                columns.definitions(),
                properties,
                statement.span());
    }

    private Properties withFormats() {
        var properties = statement.properties();
        if (with.has(PropertyName.FORMAT)) {
            return properties;
        }
        var keyed = Names.with(properties, PropertyName.KEY_FORMAT, keyFormat());
        return with.has(PropertyName.VALUE_FORMAT)
                ? keyed
                : Names.with(keyed, PropertyName.VALUE_FORMAT, defaultValueFormat());
    }

    private String cleanupPolicy(Optional<KeyWindow> window) {
        return with.oneOf(
                        PropertyName.CLEANUP_POLICY, List.of("DELETE", "COMPACT", "COMPACT,DELETE"))
                .map(p -> p.toLowerCase(java.util.Locale.ROOT))
                .orElse(
                        kind == SourceKind.STREAM
                                ? "delete"
                                : window.isPresent() ? "compact,delete" : "compact");
    }

    private TopicSpec topicSpec(String topic, Source source, SourceColumns columns) {
        var partitions = with.count(PropertyName.PARTITIONS);
        var replicas = with.count(PropertyName.REPLICAS);
        var span = with.span(PropertyName.KAFKA_TOPIC);
        topics.find(topic)
                .ifPresentOrElse(
                        t -> Names.checkTopic(topics, topic, t, partitions, replicas, span),
                        () -> {
                            if (partitions.isEmpty()) {
                                throw missingTopic(topic, columns);
                            }
                        });
        return new TopicSpec(
                topic,
                partitions.orElse(null),
                replicas.orElse(null),
                with.number(PropertyName.RETENTION_MS).orElse(null),
                cleanupPolicy(Optional.ofNullable(source.window())));
    }

    private SqlException missingTopic(String topic, SourceColumns columns) {
        var example = canonical(columns, Names.with(withFormats(), PropertyName.PARTITIONS, 2));
        return new SqlException(
                ErrorCode.UNKNOWN_TOPIC,
                "Topic '%s' does not exist. If you want to create a new topic for the stream/table please re-run the statement providing the required 'PARTITIONS' configuration in the WITH clause (and optionally 'REPLICAS'). For example: %s"
                        .formatted(topic, SqlFormatter.format(example)),
                with.span(PropertyName.KAFKA_TOPIC),
                "Add PARTITIONS=1, or mend the topic's name.");
    }
}
