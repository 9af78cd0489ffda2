// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.statement;

import dev.bottledwater.sql.ast.Identifier;
import dev.bottledwater.sql.ast.Literal;
import dev.bottledwater.sql.ast.Properties;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.ast.Statement;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.error.Suggestions;
import dev.bottledwater.sql.property.PropertyName;
import dev.bottledwater.sql.schema.SourceKind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Optional;

/** Names and kinds as messages show them, and properties that are added to a statement. */
final class Names {
    private Names() {}

    static SourceKind kind(Statement.SourceKind kind) {
        return switch (kind) {
            case STREAM -> SourceKind.STREAM;
            case TABLE -> SourceKind.TABLE;
        };
    }

    static String lower(SourceKind kind) {
        return switch (kind) {
            case STREAM -> "stream";
            case TABLE -> "table";
        };
    }

    static String capital(SourceKind kind) {
        return switch (kind) {
            case STREAM -> "Stream";
            case TABLE -> "Table";
        };
    }

    /** Did-you-mean for the name of a source, null when none is near. */
    static @Nullable String hint(Identifier name, Catalog catalog) {
        var hint = Suggestions.didYouMean(name.text(), catalog.sources().keySet());
        return hint.isEmpty() ? null : hint;
    }

    /**
     * What happens when a source of this name exists already: nothing with IF NOT EXISTS, else a
     * refusal; empty when the name is free.
     */
    static Optional<AnalyzedStatement> taken(
            SourceKind kind, Identifier name, boolean ifNotExists, Catalog catalog) {
        return catalog.source(name.text())
                .map(
                        existing -> {
                            if (ifNotExists) {
                                return new AnalyzedStatement.NothingToDo(
                                        "Cannot add %s `%s`: A %s with the same name already exists."
                                                .formatted(
                                                        lower(kind),
                                                        name.text(),
                                                        lower(existing.kind())),
                                        true);
                            }
                            throw new SqlException(
                                    ErrorCode.ALREADY_EXISTS,
                                    "Cannot add %s '%s': A %s with the same name already exists"
                                            .formatted(
                                                    lower(kind),
                                                    name.text(),
                                                    lower(existing.kind())),
                                    name.span(),
                                    "Choose another name, DROP the other one, or write IF NOT"
                                            + " EXISTS.");
                        });
    }

    /** The clause with this property added if it isn't there. */
    static Properties with(Properties properties, PropertyName name, @Nullable Object value) {
        if (value == null || properties.find(name.name()).isPresent()) {
            return properties;
        }
        Literal literal =
                switch (value) {
                    case Integer i -> new Literal.IntegerLiteral(i, SourceSpan.NONE);
                    case Long l when l == l.intValue() ->
                            new Literal.IntegerLiteral(l.intValue(), SourceSpan.NONE);
                    case Long l -> new Literal.LongLiteral(l, SourceSpan.NONE);
                    default -> new Literal.StringLiteral(value.toString(), SourceSpan.NONE);
                };
        var entries = new ArrayList<>(properties.entries());
        entries.add(new Properties.Property(name.name(), literal, SourceSpan.NONE));
        return new Properties(entries, properties.span());
    }

    /** Checks that an existing topic is as the statement wants it. */
    static void checkTopic(
            TopicFacts topics,
            String name,
            TopicFacts.Topic topic,
            Optional<Integer> partitions,
            Optional<Integer> replicas,
            SourceSpan span) {
        if (topics.shapesMustFit()
                && (partitions.orElse(topic.partitions()) != topic.partitions()
                        || replicas.orElse(topic.replicas()) != topic.replicas())) {
            throw new SqlException(
                    ErrorCode.INVALID_PROPERTY,
                    "A Kafka topic with the name '%s' already exists, with different partition/replica configuration than required. KSQL expects %d partitions (topic has %d), and %d replication factor (topic has %d)."
                            .formatted(
                                    name,
                                    partitions.orElse(topic.partitions()),
                                    topic.partitions(),
                                    replicas.orElse(topic.replicas()),
                                    topic.replicas()),
                    span,
                    "Leave PARTITIONS and REPLICAS out, or name another topic.");
        }
    }
}
