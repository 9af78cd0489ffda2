// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.bottledwater.testing.conformance.Json;
import dev.bottledwater.testing.verdict.Mismatch;
import dev.bottledwater.testing.verdict.Mismatch.Kind;
import dev.bottledwater.testing.verdict.Tier;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether answers are the expected ones (conformance format, section 11.2). */
final class Responses {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final boolean ordered;

    /**
     * @param ordered whether the rows of an answer must come in the expected order
     */
    Responses(boolean ordered) {
        this.ordered = ordered;
    }

    /**
     * The first difference, if there is one.
     *
     * @param actual an object with a member {@code admin}, {@code query} or {@code queryProto} for
     *     each answer; there may be more than are expected
     */
    List<Mismatch> mismatches(List<JsonNode> expected, List<ObjectNode> actual) {
        if (actual.size() < expected.size()) {
            return List.of(
                    new Mismatch(
                            Tier.BEHAVIOUR,
                            Kind.COUNT,
                            "number of responses",
                            String.valueOf(expected.size()),
                            actual.size() + ": " + actual));
        }
        for (int i = 0; i < expected.size(); i++) {
            var found = response("response " + i, expected.get(i), actual.get(i));
            if (found.isPresent()) {
                return List.of(found.get());
            }
        }
        return List.of();
    }

    private Optional<Mismatch> response(String where, JsonNode expected, ObjectNode actual) {
        for (var member : expected.properties()) {
            var name = member.getKey();
            var own = actual.get(name);
            if (own == null) {
                return wrong(where, expected, actual);
            }
            var found =
                    switch (name) {
                        case "admin" -> part(where, member.getValue(), own);
                        case "queryProto" ->
                                rows(
                                        where,
                                        ProtobufRows.sorted(member.getValue()),
                                        ProtobufRows.sorted(own));
                        default -> rows(where, member.getValue(), own);
                    };
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<Mismatch> rows(String where, JsonNode expected, JsonNode actual) {
        if (expected.size() != actual.size()) {
            return Optional.of(
                    new Mismatch(
                            Tier.BEHAVIOUR,
                            Kind.COUNT,
                            where + ", number of rows",
                            expected.size() + ": " + Json.line(expected),
                            actual.size() + ": " + Json.line(actual)));
        }
        var columns = new ArrayList<JsonNode>();
        var own = new ArrayList<JsonNode>();
        for (int i = 0; i < expected.size(); i++) {
            var found =
                    part(
                            where + ", row " + i,
                            apart(expected.get(i), columns),
                            apart(actual.get(i), own));
            if (found.isPresent()) {
                return found;
            }
        }
        for (int i = 0; i < columns.size(); i++) {
            int match = ordered ? i : matching(columns.get(i), own);
            if (match < 0 || match >= own.size() || !same(columns.get(i), own.get(match))) {
                return wrong(where + ", columns", columns.get(i), NODES.arrayNode().addAll(own));
            }
            if (!ordered) {
                own.remove(match);
            }
        }
        return Optional.empty();
    }

    private static int matching(JsonNode expected, List<JsonNode> actual) {
        for (int i = 0; i < actual.size(); i++) {
            if (same(expected, actual.get(i))) {
                return i;
            }
        }
        return -1;
    }

    /** The row without its columns, which are compared by themselves. */
    private static JsonNode apart(JsonNode row, List<JsonNode> columns) {
        if (!(row.path("row") instanceof ObjectNode inner) || !inner.has("columns")) {
            return row;
        }
        columns.add(plain(inner.get("columns")));
        ObjectNode copy = row.deepCopy();
        ((ObjectNode) copy.get("row")).remove("columns");
        return copy;
    }

    /** Objects may have members that aren't expected; everything else must be the same. */
    private static Optional<Mismatch> part(String where, JsonNode expected, JsonNode actual) {
        if (!expected.isObject()) {
            return same(expected, plain(actual))
                    ? Optional.empty()
                    : wrong(where, expected, actual);
        }
        for (var member : expected.properties()) {
            var key = member.getKey();
            int bar = key.indexOf('|');
            var name = bar < 0 ? key : key.substring(0, bar);
            var own = actual.get(name);
            boolean starts = bar >= 0 && key.substring(bar + 1).equals("starts_with");
            if (own == null || starts && !own.asText().startsWith(member.getValue().asText())) {
                return wrong(where + "." + name, member.getValue(), actual);
            }
            if (!starts) {
                var found = part(where + "." + name, member.getValue(), own);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static boolean same(JsonNode expected, JsonNode actual) {
        if (expected.isIntegralNumber() && actual.isIntegralNumber()) {
            return expected.bigIntegerValue().equals(actual.bigIntegerValue());
        }
        if (expected.isBigDecimal() && actual.isBigDecimal()) {
            return expected.decimalValue().equals(actual.decimalValue());
        }
        if (expected.isArray() && actual.isArray() && expected.size() == actual.size()) {
            for (int i = 0; i < expected.size(); i++) {
                if (!same(expected.get(i), actual.get(i))) {
                    return false;
                }
            }
            return true;
        }
        if (expected.isObject() && actual.isObject() && expected.size() == actual.size()) {
            return expected.properties().stream()
                    .allMatch(
                            m -> {
                                var own = actual.get(m.getKey());
                                return own != null && same(m.getValue(), own);
                            });
        }
        return expected.equals(actual);
    }

    /** The reference prints numbers without exponents before it compares them. */
    private static JsonNode plain(JsonNode node) {
        return switch (node) {
            case ArrayNode array -> {
                var copy = NODES.arrayNode(array.size());
                array.forEach(e -> copy.add(plain(e)));
                yield copy;
            }
            case ObjectNode object -> {
                var copy = NODES.objectNode();
                object.properties().forEach(m -> copy.set(m.getKey(), plain(m.getValue())));
                yield copy;
            }
            default ->
                    node.isBigDecimal() && node.decimalValue().scale() <= 0
                            ? BigIntegerNode.valueOf(node.decimalValue().toBigInteger())
                            : node;
        };
    }

    private static Optional<Mismatch> wrong(
            String where, JsonNode expected, @Nullable JsonNode actual) {
        return Optional.of(
                new Mismatch(
                        Tier.BEHAVIOUR,
                        Kind.RECORD,
                        where,
                        Json.line(expected),
                        actual == null ? "nothing" : Json.line(actual)));
    }
}
