// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.execution;

import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RecordSide;
import dev.bottledwater.engine.registry.SchemaRegistry;
import dev.bottledwater.engine.registry.SchemaText;
import dev.bottledwater.engine.serde.Formats;
import dev.bottledwater.sql.ast.SourceStatement.CreateSource;
import dev.bottledwater.sql.ast.Statement;
import dev.bottledwater.sql.ast.TypeStatement;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.parse.ParsedStatement;
import dev.bottledwater.sql.statement.AnalyzedStatement;
import dev.bottledwater.sql.statement.SchemaFacts;
import dev.bottledwater.sql.statement.StatementAnalyzer;
import dev.bottledwater.sql.statement.StatementOptions;
import dev.bottledwater.sql.statement.TopicFacts;
import dev.bottledwater.testing.conformance.CaseTopic;
import dev.bottledwater.testing.conformance.CaseTopic.CaseSchema;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Registers the schemas of a case's topics before its statements run (conformance format, section
 * 4.1): first those with an id of their own, then those of topics that statements declare, then the
 * others.
 */
public final class CaseSchemas {
    private final SchemaRegistry registry;
    private final WithId withId;
    private final Formats formats;

    /** Registers a schema under an id that is known beforehand. */
    public interface WithId {
        void register(String subject, SchemaText schema, int id);
    }

    /**
     * @param withId registers in the same registry
     */
    public CaseSchemas(SchemaRegistry registry, WithId withId, Formats formats) {
        this.registry = registry;
        this.withId = withId;
        this.formats = formats;
    }

    /**
     * Registers the schemas of {@code topics}, and of {@code declared} sources where those have
     * none.
     */
    public void register(List<CaseTopic> topics, List<Source> declared) {
        for (var topic : topics) {
            for (var side : RecordSide.values()) {
                var schema = schema(topic, side);
                if (schema != null && schema.id() != null) {
                    register(topic.name(), side, schema);
                }
            }
        }
        for (var source : declared) {
            for (var side : RecordSide.values()) {
                var given =
                        topics.stream()
                                .filter(t -> t.name().equals(source.topic()))
                                .findFirst()
                                .map(t -> schema(t, side));
                if (given.isPresent()) {
                    register(source.topic(), side, given.get());
                } else {
                    register(source, side);
                }
            }
        }
        for (var topic : topics) {
            for (var side : RecordSide.values()) {
                var schema = schema(topic, side);
                if (schema != null) {
                    register(topic.name(), side, schema);
                }
            }
        }
    }

    private static @Nullable CaseSchema schema(CaseTopic topic, RecordSide side) {
        return switch (side) {
            case KEY -> topic.keySchema();
            case VALUE -> topic.valueSchema();
        };
    }

    private void register(String topic, RecordSide side, CaseSchema schema) {
        schema.references().forEach(r -> registry.register(r.name(), r.schema()));
        var subject = SchemaRegistry.subject(topic, side == RecordSide.KEY);
        var id = schema.id();
        if (id == null) {
            registry.register(subject, schema.schema());
        } else {
            withId.register(subject, schema.schema(), id);
        }
    }

    /** The schema that the engine would write with; topics may have columns of several sources. */
    private void register(Source source, RecordSide side) {
        var layout = RecordLayout.of(source, side, source.topic());
        if (!layout.columns().isEmpty() && registry.latest(layout.subject()).isEmpty()) {
            formats.withSchemas(layout.format().name())
                    .ifPresent(f -> registry.register(layout.subject(), f.schema(layout)));
        }
    }

    /**
     * The sources that statements declare with their columns, as far as they can be analysed
     * without running what stands before them.
     */
    public static List<Source> declared(
            List<ParsedStatement> statements,
            StatementAnalyzer analyzer,
            StatementOptions options,
            TopicFacts topics) {
        var sources = new ArrayList<Source>();
        var catalog = Catalog.EMPTY;
        for (var parsed : statements) {
            try {
                switch (analyzed(parsed.statement(), analyzer, options, catalog, topics)
                        .orElse(null)) {
                    case AnalyzedStatement.CreateType(var name, var type) ->
                            catalog = catalog.withType(name, type);
                    case AnalyzedStatement.CreateSource create -> sources.add(create.source());
                    case null, default -> {}
                }
            } catch (SqlException _) {
                // it fails again when it is run, which is what the case is about
            }
        }
        return sources;
    }

    private static Optional<AnalyzedStatement> analyzed(
            Statement statement,
            StatementAnalyzer analyzer,
            StatementOptions options,
            Catalog catalog,
            TopicFacts topics) {
        return switch (statement) {
            case TypeStatement type -> Optional.of(analyzer.analyze(type, catalog));
            case CreateSource create when !create.columns().isEmpty() ->
                    Optional.of(
                            analyzer.analyze(create, catalog, options, topics, SchemaFacts.NONE));
            default -> Optional.empty();
        };
    }
}
