// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.bottledwater.testing.record.ProtobufText;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.stream.StreamSupport;

/** Answers whose rows are Protobuf, as cases write them (conformance format, section 11.2). */
final class ProtobufRows {
    private ProtobufRows() {}

    /** The answer with its rows in Protobuf's text format. */
    static JsonNode readable(JsonNode answer) {
        var readable = JsonNodeFactory.instance.arrayNode();
        var schema = "";
        for (var element : answer) {
            var bytes = element.path("row").path("protobufBytes");
            if (element.has("header")) {
                schema = element.path("header").path("protoSchema").asText();
            }
            if (bytes.isMissingNode()) {
                readable.add(element);
            } else {
                readable.addObject().put("row", text(schema, bytes));
            }
        }
        return readable;
    }

    private static String text(String schema, JsonNode bytes) {
        try {
            return ProtobufText.of(schema, bytes.binaryValue());
        } catch (IOException | IllegalArgumentException e) {
            return "(can't be read: %s)".formatted(e.getMessage());
        }
    }

    /** The answer with its rows sorted, which stand between the header and what ends it. */
    static JsonNode sorted(JsonNode answer) {
        var sorted = JsonNodeFactory.instance.arrayNode();
        var rows =
                new ArrayDeque<String>(
                        StreamSupport.stream(answer.spliterator(), false)
                                .filter(e -> e.path("row").isTextual())
                                .map(e -> e.path("row").textValue())
                                .sorted()
                                .toList());
        for (var element : answer) {
            if (element.path("row").isTextual()) {
                sorted.addObject().put("row", rows.removeFirst());
            } else {
                sorted.add(element);
            }
        }
        return sorted;
    }
}
