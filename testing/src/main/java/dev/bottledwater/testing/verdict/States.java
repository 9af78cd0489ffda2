// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;

import dev.bottledwater.engine.registry.SchemaRegistry;
import dev.bottledwater.engine.registry.SchemaText;
import dev.bottledwater.sql.ast.SourceStatement.CreateSource;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.parse.SqlParser;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.schema.HeaderColumn;
import dev.bottledwater.sql.schema.KeyWindow;
import dev.bottledwater.sql.schema.RowSchema;
import dev.bottledwater.sql.schema.SourceKind;
import dev.bottledwater.sql.typing.TypeNodes;
import dev.bottledwater.testing.conformance.ExpectedState;
import dev.bottledwater.testing.conformance.ExpectedState.ExpectedKey;
import dev.bottledwater.testing.conformance.ExpectedState.ExpectedSource;
import dev.bottledwater.testing.conformance.ExpectedState.ExpectedTopic;
import dev.bottledwater.testing.conformance.Json;
import dev.bottledwater.testing.execution.CaseRun;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Whether catalog and topics are as expected afterwards (conformance format, section 8). */
final class States {
    private final CaseRun run;

    private States(CaseRun run) {
        this.run = run;
    }

    static List<Mismatch> mismatches(ExpectedState expected, CaseRun run) {
        var states = new States(run);
        var found = new ArrayList<Mismatch>();
        expected.sources().forEach(s -> states.source(s, found));
        var forbidden = expected.forbiddenTopics();
        if (forbidden != null) {
            var pattern = Pattern.compile(forbidden);
            run.allTopics().stream()
                    .filter(t -> pattern.matcher(t).find())
                    .forEach(t -> found.add(wrong(Tier.BEHAVIOUR, "topics", "no " + forbidden, t)));
        }
        expected.topics().forEach(t -> states.topic(t, found));
        return found;
    }

    private void source(ExpectedSource expected, List<Mismatch> found) {
        var what = "source " + expected.name();
        var source = run.catalog().source(expected.name()).orElse(null);
        if (source == null) {
            found.add(wrong(Tier.BEHAVIOUR, what, "to exist", "no such source"));
            return;
        }
        check(what, expected.table(), source.kind() == SourceKind.TABLE, found, "is a table");
        var schema = expected.schema();
        if (schema != null) {
            check(
                    what,
                    schema(schema, run.catalog()),
                    text(source.schema(), source.headers()),
                    found,
                    "schema");
        }
        var key = expected.key();
        if (key != null) {
            check(what, key, keyOf(source), found, "key format");
        }
        var format = expected.valueFormat();
        if (format != null) {
            check(what, format, source.valueFormat().name(), found, "value format");
        }
        features(what + ", key", expected.keyFeatures(), source.keyFormat(), found);
        features(what + ", value", expected.valueFeatures(), source.valueFormat(), found);
        var readOnly = expected.readOnly();
        if (readOnly != null) {
            check(what, readOnly, source.readOnly(), found, "is read-only");
        }
    }

    private static void features(
            String what, @Nullable Set<String> expected, FormatSpec format, List<Mismatch> found) {
        if (expected != null) {
            check(what, expected, features(format), found, "features");
        }
    }

    private static Set<String> features(FormatSpec format) {
        return switch (format.wrapping()) {
            case DEFAULT -> Set.of();
            case WRAPPED -> Set.of("WRAP_SINGLES");
            case UNWRAPPED -> Set.of("UNWRAP_SINGLES");
        };
    }

    private static ExpectedKey keyOf(Source source) {
        var window = source.window();
        return new ExpectedKey(
                source.keyFormat().name(),
                window == null ? null : window.type().name(),
                window == null ? null : window.sizeMillis());
    }

    private static void check(
            String what, Object expected, Object actual, List<Mismatch> found, String part) {
        if (!expected.equals(actual)) {
            found.add(
                    wrong(
                            Tier.BEHAVIOUR,
                            what + ", " + part,
                            String.valueOf(expected),
                            String.valueOf(actual)));
        }
    }

    /** The canonical text of a column list. */
    private static String schema(String columns, Catalog catalog) {
        try {
            var statement =
                    SqlParser.parseSingle(
                            "CREATE %s X (%s) WITH (KAFKA_TOPIC='x');"
                                    .formatted(
                                            columns.contains("PRIMARY KEY") ? "TABLE" : "STREAM",
                                            columns));
            var key = new ArrayList<Column>();
            var value = new ArrayList<Column>();
            var headers = new ArrayList<HeaderColumn>();
            for (var column : ((CreateSource) statement).columns()) {
                var name = column.name().text();
                switch (column.role()) {
                    case KEY, PRIMARY_KEY ->
                            key.add(new Column(name, TypeNodes.resolve(column.type(), catalog)));
                    case VALUE ->
                            value.add(new Column(name, TypeNodes.resolve(column.type(), catalog)));
                    case HEADERS -> headers.add(new HeaderColumn(name, ""));
                    case HEADER ->
                            headers.add(new HeaderColumn(name, String.valueOf(column.header())));
                }
            }
            return text(RowSchema.of(key, value), headers);
        } catch (SqlException e) {
            return "%s (which can't be read: %s)".formatted(columns, e.getMessage());
        }
    }

    private static String text(RowSchema schema, List<HeaderColumn> headers) {
        var text = new StringBuilder(schema.toString());
        headers.forEach(h -> text.append(", ").append(h));
        return text.toString();
    }

    private void topic(ExpectedTopic expected, List<Mismatch> found) {
        var tier = expected.internal() ? Tier.INTERNAL_NAMES : Tier.BEHAVIOUR;
        var what = "topic " + expected.name();
        if (!run.allTopics().contains(expected.name())) {
            // Kafka Streams makes its topics in an order that changes from run to run.
            found.add(wrong(tier, what, "to exist", new TreeSet<>(run.allTopics()).toString()));
            return;
        }
        var source = run.sourceOn(expected.name()).orElse(null);
        if (source == null) {
            return;
        }
        format(what + ", key format", expected.keyFormat(), source.keyFormat(), found);
        window(what, expected.keyFormat().path("windowInfo"), source.window(), found);
        format(what + ", value format", expected.valueFormat(), source.valueFormat(), found);
        var partitions = expected.partitions();
        var facts = run.topics().find(expected.name()).orElse(null);
        if (partitions != null && facts != null) {
            check(what, partitions, facts.partitions(), found, "partitions");
        }
        schema(what, "key", expected.keySchema(), expected.name(), tier, found);
        schema(what, "value", expected.valueSchema(), expected.name(), tier, found);
    }

    private void schema(
            String what,
            String side,
            @Nullable JsonNode expected,
            String topic,
            Tier tier,
            List<Mismatch> found) {
        if (expected == null) {
            return;
        }
        var subject = SchemaRegistry.subject(topic, side.equals("key"));
        var actual =
                run.registry()
                        .latest(subject)
                        .map(r -> tree(r.schema()))
                        .orElse(MissingNode.getInstance());
        if (!expected.equals(actual)) {
            found.add(
                    wrong(
                            tier,
                            what + ", " + side + " schema",
                            expected.toString(),
                            actual.isMissingNode() ? "none" : actual.toString()));
        }
    }

    private static JsonNode tree(SchemaText schema) {
        return switch (schema.type()) {
            case AVRO, JSON -> {
                try {
                    yield Json.read(schema.text().getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                    throw new UncheckedIOException("A registered schema is no JSON", e);
                }
            }
            case PROTOBUF -> TextNode.valueOf(schema.text());
        };
    }

    private static void format(
            String what, JsonNode expected, FormatSpec actual, List<Mismatch> found) {
        check(what, expected.path("format").asText(), actual.name(), found, "name");
        var features = new HashSet<String>();
        expected.path("features").forEach(f -> features.add(f.asText()));
        check(what, features, features(actual), found, "features");
        var properties = new java.util.HashMap<String, String>();
        for (var property : expected.path("properties").properties()) {
            properties.put(property.getKey(), property.getValue().asText());
        }
        check(what, properties, actual.properties(), found, "properties");
    }

    private static void window(
            String what, JsonNode expected, @Nullable KeyWindow actual, List<Mismatch> found) {
        var type = expected.isObject() ? expected.path("type").asText() : "none";
        check(what, type, actual == null ? "none" : actual.type().name(), found, "window");
        if (expected.hasNonNull("size") && actual != null) {
            long millis = Math.round(expected.path("size").asDouble() * 1000);
            check(what, millis, actual.size().orElse(0L), found, "window size in ms");
        }
    }

    private static Mismatch wrong(Tier tier, String what, String expected, String actual) {
        return new Mismatch(tier, Mismatch.Kind.STATE, what, expected, actual);
    }
}
