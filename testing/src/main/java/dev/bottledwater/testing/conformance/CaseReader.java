// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;

import dev.bottledwater.testing.conformance.ExpectedState.ExpectedKey;
import dev.bottledwater.testing.conformance.ExpectedState.ExpectedSource;
import dev.bottledwater.testing.conformance.ExpectedState.ExpectedTopic;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Reads files of the JSON conformance format. Unknown members are ignored, as the format asks.
 *
 * <p>A node becomes one case per format and configuration that it lists.
 */
public final class CaseReader {
    private static final String CONFIG = "{CONFIG}";
    private static final String FORMAT = "{FORMAT}";
    private static final String EXACT_NUMBERS = "use.exact.numeric.comparison";

    private final String file;

    private CaseReader(String file) {
        this.file = file;
    }

    /**
     * The cases of a file in its order.
     *
     * @throws UnreadableCasesException when the file can't be read or isn't in the format
     */
    public static List<ConformanceCase> read(Path path) {
        var name = String.valueOf(path.getFileName()).replaceFirst("\\.json$", "");
        try {
            var tests = Json.read(Files.readAllBytes(path)).path("tests");
            if (!tests.isArray()) {
                throw new UnreadableCasesException(
                        path + " has no array \"tests\": it is no file of conformance cases.",
                        null);
            }
            var reader = new CaseReader(name);
            return elements(tests).stream().flatMap(n -> reader.cases(n).stream()).toList();
        } catch (IOException e) {
            throw new UnreadableCasesException(
                    "%s can't be read: %s".formatted(path, e.getMessage()), e);
        } catch (IllegalArgumentException e) {
            throw new UnreadableCasesException(
                    "%s holds a case that can't be read: %s".formatted(path, e.getMessage()), e);
        }
    }

    /**
     * The one case of three files as {@code ksql-test-runner} takes them: a script, an object with
     * an array {@code inputs} and one with an array {@code outputs}.
     *
     * @param input null for none: the script inserts its rows itself
     * @throws UnreadableCasesException when a file can't be read or isn't of that form
     */
    public static ConformanceCase read(Path statements, @Nullable Path input, Path output) {
        var name = String.valueOf(statements.getFileName()).replaceFirst("\\.sql$", "");
        String script;
        try {
            script = Files.readString(statements);
        } catch (IOException e) {
            throw new UnreadableCasesException(
                    "%s can't be read: %s".formatted(statements, e.getMessage()), e);
        }
        return new ConformanceCase(
                name,
                name,
                null,
                List.of(script),
                Map.of(),
                true,
                List.of(),
                input == null ? List.of() : records(input, "inputs"),
                records(output, "outputs"),
                null,
                ExpectedState.NONE);
    }

    private static List<CaseRecord> records(Path path, String member) {
        try {
            var array = Json.read(Files.readAllBytes(path)).path(member);
            if (!array.isArray() || array.isEmpty()) {
                throw new UnreadableCasesException(
                        "%s must hold an array \"%s\" with at least one record."
                                .formatted(path, member),
                        null);
            }
            return elements(array).stream().map(CaseReader::record).toList();
        } catch (IOException e) {
            throw new UnreadableCasesException(
                    "%s can't be read: %s".formatted(path, e.getMessage()), e);
        } catch (IllegalArgumentException e) {
            throw new UnreadableCasesException(
                    "%s holds a record that can't be read: %s".formatted(path, e.getMessage()), e);
        }
    }

    private List<ConformanceCase> cases(JsonNode node) {
        var cases = new ArrayList<ConformanceCase>();
        for (var format : alternatives(node.path("format"))) {
            for (var config : alternatives(node.path("config"))) {
                cases.add(expand(node, format, config));
            }
        }
        return cases;
    }

    /** The elements of an array, or one null where there is none. */
    private static List<@Nullable String> alternatives(JsonNode array) {
        var list = new ArrayList<@Nullable String>();
        array.forEach(e -> list.add(e.asText()));
        if (list.isEmpty()) {
            list.add(null);
        }
        return list;
    }

    private ConformanceCase expand(
            JsonNode node, @Nullable String format, @Nullable String config) {
        var name = new StringBuilder(file).append(" - ").append(required(node, "name"));
        if (format != null) {
            name.append(" - ").append(format);
        }
        var properties = new HashMap<String, String>();
        for (var entry : node.path("properties").properties()) {
            var value = entry.getValue().asText();
            if (config != null && value.equalsIgnoreCase(CONFIG)) {
                value = config;
                name.append(" - ").append(entry.getKey()).append('=').append(config);
            }
            properties.put(entry.getKey(), value);
        }
        var exact = !"false".equals(properties.remove(EXACT_NUMBERS));
        var statements =
                elements(node.path("statements")).stream()
                        .map(JsonNode::asText)
                        .map(s -> format == null ? s : s.replace(FORMAT, format))
                        .toList();
        return new ConformanceCase(
                file,
                name.toString(),
                skipReason(node),
                statements,
                properties,
                exact,
                elements(node.path("topics")).stream().map(CaseReader::topic).toList(),
                elements(node.path("inputs")).stream().map(CaseReader::record).toList(),
                elements(node.path("outputs")).stream().map(CaseReader::record).toList(),
                failure(node.path("expectedException")),
                state(node.path("post")));
    }

    private static @Nullable String skipReason(JsonNode node) {
        return node.path("enabled").asBoolean(true) ? null : "the file disables it";
    }

    /**
     * A topic of a test file.
     *
     * @throws IllegalArgumentException when it has no name, or a schema that can't be read
     */
    public static CaseTopic topic(JsonNode node) {
        return new CaseTopic(
                required(node, "name"),
                node.path("partitions").asInt(1),
                node.path("replicas").asInt(1),
                SchemaReader.read(node, "key"),
                SchemaReader.read(node, "value"));
    }

    /**
     * A record of a test file.
     *
     * @throws IllegalArgumentException when it has no topic, or a header no name
     */
    public static CaseRecord record(JsonNode node) {
        return new CaseRecord(
                required(node, "topic"),
                orNull(node.get("key")),
                orNull(node.get("value")),
                node.hasNonNull("timestamp") ? node.get("timestamp").asLong() : null,
                window(node.path("window")),
                elements(node.path("headers")).stream().map(CaseReader::header).toList());
    }

    private static @Nullable CaseWindow window(JsonNode node) {
        if (!node.isObject()) {
            return null;
        }
        return new CaseWindow(
                node.path("start").asLong(),
                node.path("end").asLong(),
                node.path("type").asText().equalsIgnoreCase("session"));
    }

    private static CaseHeader header(JsonNode node) {
        return new CaseHeader(required(node, "KEY"), text(node, "VALUE"));
    }

    private static @Nullable ExpectedFailure failure(JsonNode node) {
        if (!node.isObject()) {
            return null;
        }
        return new ExpectedFailure(
                simpleName(text(node, "type")),
                text(node, "message"),
                simpleName(text(node, "cause")),
                text(node, "causeMessage"));
    }

    private static @Nullable String simpleName(@Nullable String type) {
        return type == null ? null : type.substring(type.lastIndexOf('.') + 1);
    }

    private static ExpectedState state(JsonNode node) {
        var topics = node.path("topics");
        return new ExpectedState(
                elements(node.path("sources")).stream().map(CaseReader::source).toList(),
                text(topics, "blacklist"),
                elements(topics.path("topics")).stream().map(CaseReader::expectedTopic).toList());
    }

    private static ExpectedSource source(JsonNode node) {
        var key = node.path("keyFormat");
        return new ExpectedSource(
                required(node, "name"),
                required(node, "type").equalsIgnoreCase("table"),
                text(node, "schema"),
                key.isObject()
                        ? new ExpectedKey(
                                required(key, "format"),
                                text(key, "windowType"),
                                key.hasNonNull("windowSize")
                                        ? key.get("windowSize").asLong()
                                        : null)
                        : null,
                text(node, "valueFormat"),
                features(node, "keyFeatures"),
                features(node, "valueFeatures"),
                node.hasNonNull("isSource") ? node.get("isSource").asBoolean() : null);
    }

    private static @Nullable Set<String> features(JsonNode node, String member) {
        if (!node.hasNonNull(member)) {
            return null;
        }
        var features = new HashSet<String>();
        node.get(member).forEach(f -> features.add(f.asText()));
        return features;
    }

    private static ExpectedTopic expectedTopic(JsonNode node) {
        return new ExpectedTopic(
                required(node, "name"),
                orNull(node.get("keyFormat")),
                orNull(node.get("valueFormat")),
                node.hasNonNull("partitions") ? node.get("partitions").asInt() : null,
                given(node, "keySchema"),
                given(node, "valueSchema"));
    }

    private static String required(JsonNode node, String member) {
        var text = text(node, member);
        if (text == null) {
            throw new IllegalArgumentException(
                    "the member \"%s\" is missing in %s".formatted(member, node));
        }
        return text;
    }

    private static @Nullable String text(JsonNode node, String member) {
        return node.hasNonNull(member) ? node.get(member).asText() : null;
    }

    private static @Nullable JsonNode given(JsonNode node, String member) {
        return node.hasNonNull(member) ? node.get(member) : null;
    }

    private static JsonNode orNull(@Nullable JsonNode node) {
        return node == null ? NullNode.instance : node;
    }

    private static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
