// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** JSON with comments, and fractions with exactly the scale that they are written with. */
public final class Json {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .nodeFactory(JsonNodeFactory.instance)
                    .build();

    private Json() {}

    /**
     * @throws IOException when it isn't one JSON value
     */
    public static JsonNode read(byte[] text) throws IOException {
        var node = MAPPER.readTree(text);
        return node == null ? MAPPER.missingNode() : node;
    }

    /** JSON on one line with a space behind each comma and colon, members in their order. */
    public static String line(JsonNode node) {
        return switch (node) {
            case ObjectNode object ->
                    object.properties().stream()
                            .map(m -> text(m.getKey()) + ": " + line(m.getValue()))
                            .collect(Collectors.joining(", ", "{", "}"));
            case ArrayNode array ->
                    StreamSupport.stream(array.spliterator(), false)
                            .map(Json::line)
                            .collect(Collectors.joining(", ", "[", "]"));
            default -> new String(write(node), StandardCharsets.UTF_8);
        };
    }

    private static String text(String name) {
        return new String(write(JsonNodeFactory.instance.textNode(name)), StandardCharsets.UTF_8);
    }

    /** JSON text, numbers with the scale that they have. */
    public static byte[] write(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree can't be written", e);
        }
    }
}
