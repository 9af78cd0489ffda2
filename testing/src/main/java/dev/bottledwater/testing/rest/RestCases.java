// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.bottledwater.testing.conformance.Json;
import dev.bottledwater.testing.conformance.UnreadableCasesException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** Reads files whose cases ask a server. */
public final class RestCases {
    private static final String FORMAT = "{FORMAT}";

    private RestCases() {}

    /**
     * The cases of a file in its order, one per format; none when no node of the file says what a
     * server answers.
     *
     * @throws UnreadableCasesException when the file can't be read
     */
    public static List<RestTestCase> read(Path path, SharedServer server) {
        var file = String.valueOf(path.getFileName()).replaceFirst("\\.json$", "");
        try {
            var nodes = nodes(Json.read(Files.readAllBytes(path)).path("tests"));
            if (nodes.stream().noneMatch(n -> n.has("responses") || n.has("expectedError"))) {
                return List.of();
            }
            return nodes.stream()
                    .flatMap(n -> cases(file, n).stream())
                    .map(c -> new RestTestCase(c, server))
                    .toList();
        } catch (IOException e) {
            throw new UnreadableCasesException(
                    "%s can't be read: %s".formatted(path, e.getMessage()), e);
        }
    }

    private static List<ObjectNode> nodes(JsonNode tests) {
        return StreamSupport.stream(tests.spliterator(), false)
                .filter(JsonNode::isObject)
                .map(ObjectNode.class::cast)
                .toList();
    }

    private static List<RestCase> cases(String file, ObjectNode node) {
        var name = file + " - " + node.path("name").asText();
        var formats = node.path("format");
        if (formats.isEmpty()) {
            return List.of(new RestCase(file, name, node));
        }
        var cases = new ArrayList<RestCase>();
        for (var format : formats) {
            ObjectNode copy = node.deepCopy();
            ArrayNode statements = copy.putArray("statements");
            node.path("statements")
                    .forEach(s -> statements.add(s.asText().replace(FORMAT, format.asText())));
            cases.add(new RestCase(file, name + " - " + format.asText(), copy));
        }
        return cases;
    }
}
