// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.physical;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.bottledwater.engine.catalog.SchemaJson;
import dev.bottledwater.sql.plan.JoinKind;
import dev.bottledwater.sql.plan.JoinMethod;

/** Joins as JSON. */
final class JoinJson {
    private JoinJson() {}

    /** All of a join but its inputs. */
    static void encode(Step.Join join, ObjectNode node) {
        node.put("kind", join.joinKind().name());
        node.set("method", method(join.method()));
        node.set("key", SchemaJson.encodeColumns(join.key()));
        if (join.keyFormat() != null) {
            node.set("keyFormat", SchemaJson.encode(join.keyFormat()));
        }
        node.put("leftMoves", join.leftMoves());
        node.put("rightMoves", join.rightMoves());
    }

    private static ObjectNode method(JoinMethod method) {
        var node = JsonNodeFactory.instance.objectNode();
        switch (method) {
            case JoinMethod.Windowed(var before, var after, var grace) -> {
                var window = node.putObject("within");
                window.put("before", before);
                window.put("after", after);
                if (grace != null) {
                    window.put("grace", grace);
                }
            }
            case JoinMethod.Lookup() -> node.putObject("lookup");
            case JoinMethod.Tables() -> node.putObject("tables");
            case JoinMethod.ForeignKey(var key) ->
                    node.set("foreignKey", ExpressionJson.encode(key));
        }
        return node;
    }

    static Step.Join decode(
            String name, Step left, Step right, JsonNode node, ExpressionJson.Decoder expressions) {
        return new Step.Join(
                name,
                left,
                right,
                JoinKind.valueOf(StepJson.member(node, "kind").asText()),
                method(StepJson.member(node, "method"), expressions),
                SchemaJson.decodeColumns(StepJson.member(node, "key")),
                node.has("keyFormat") ? SchemaJson.decodeFormat(node.get("keyFormat")) : null,
                StepJson.member(node, "leftMoves").asBoolean(),
                StepJson.member(node, "rightMoves").asBoolean());
    }

    private static JoinMethod method(JsonNode node, ExpressionJson.Decoder expressions) {
        var tagged = node.properties().iterator().next();
        var method = tagged.getValue();
        return switch (tagged.getKey()) {
            case "within" ->
                    new JoinMethod.Windowed(
                            StepJson.member(method, "before").asLong(),
                            StepJson.member(method, "after").asLong(),
                            method.has("grace") ? method.get("grace").asLong() : null);
            case "lookup" -> new JoinMethod.Lookup();
            case "tables" -> new JoinMethod.Tables();
            case "foreignKey" -> new JoinMethod.ForeignKey(expressions.expression(method));
            default ->
                    throw new IllegalArgumentException(
                            "unknown kind of join '" + tagged.getKey() + "'");
        };
    }
}
