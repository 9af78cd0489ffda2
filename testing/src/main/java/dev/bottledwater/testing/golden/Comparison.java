// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.bottledwater.testing.conformance.Json;
import dev.bottledwater.testing.golden.Block.Kind;
import dev.bottledwater.testing.verdict.Mismatch;
import dev.bottledwater.testing.verdict.Perturbation;
import dev.bottledwater.testing.verdict.Tier;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Whether what came out is what a golden block says. */
final class Comparison {
    private static final String TIMESTAMP = "timestamp";

    private Comparison() {}

    /** The first difference, if there is one. */
    static List<Mismatch> mismatches(Observation observation) {
        var block = observation.block();
        var actual = observation.actual();
        return switch (block.kind()) {
            case OUT -> records(block, actual.lines().toList());
            case LOG ->
                    block.text().equals(actual)
                            ? List.of()
                            : List.of(
                                    wrong(
                                            Tier.BEHAVIOUR,
                                            Mismatch.Kind.STATE,
                                            "processing log",
                                            block.text(),
                                            actual));
            case PLAN ->
                    block.text().equals(actual)
                            ? List.of()
                            : List.of(
                                    wrong(
                                            Tier.BEHAVIOUR,
                                            Mismatch.Kind.STATE,
                                            "plan",
                                            block.text(),
                                            actual));
            case ERROR -> {
                if (block.text().equals(actual)) {
                    yield List.of();
                }
                yield List.of(
                        actual.isEmpty()
                                ? wrong(
                                        Tier.BEHAVIOUR,
                                        Mismatch.Kind.RAN,
                                        "it ran",
                                        block.text(),
                                        "none")
                                : wrong(
                                        Tier.MESSAGE,
                                        Mismatch.Kind.MESSAGE,
                                        "error",
                                        block.text(),
                                        actual));
            }
            case SETUP, SQL, SCHEMA, TOPIC, IN -> List.of();
        };
    }

    private static Mismatch wrong(
            Tier tier, Mismatch.Kind kind, String what, String expected, String actual) {
        return new Mismatch(tier, kind, what, orNone(expected), orNone(actual));
    }

    private static String orNone(String text) {
        return text.isEmpty() ? "none" : text;
    }

    private static List<Mismatch> records(Block block, List<String> actual) {
        var expected = block.records();
        for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
            if (!same(expected.get(i), actual.get(i))) {
                return List.of(
                        wrong(
                                Tier.BEHAVIOUR,
                                Mismatch.Kind.RECORD,
                                "record %d of %s".formatted(i, block.argument()),
                                expected.get(i),
                                actual.get(i)));
            }
        }
        return expected.size() == actual.size()
                ? List.of()
                : List.of(
                        wrong(
                                Tier.BEHAVIOUR,
                                Mismatch.Kind.COUNT,
                                "number of records of " + block.argument(),
                                String.valueOf(expected.size()),
                                actual.size()
                                        + extra(
                                                actual.subList(
                                                        Math.min(expected.size(), actual.size()),
                                                        actual.size()))));
    }

    private static String extra(List<String> records) {
        return records.isEmpty() ? "" : ", with " + records.getFirst();
    }

    /**
     * Whether a line is the record that came out: members in any order, numbers with their scale. A
     * line without a timestamp fits any.
     */
    static boolean same(String expected, String actual) {
        if (expected.equals(actual)) {
            return true;
        }
        try {
            var wanted = Json.read(expected.getBytes(StandardCharsets.UTF_8));
            var found = Json.read(actual.getBytes(StandardCharsets.UTF_8));
            if (!(wanted instanceof ObjectNode left) || !(found instanceof ObjectNode right)) {
                return false;
            }
            if (!left.has(TIMESTAMP)) {
                right.remove(TIMESTAMP);
            }
            for (var side : List.of("key", "value")) {
                if (!left.has(side)) {
                    left.putNull(side);
                }
            }
            return canonical(left).equals(canonical(right));
        } catch (IOException _) {
            return false;
        }
    }

    /** Text that is the same for the same data. */
    private static String canonical(JsonNode node) {
        return Json.line(sorted(node));
    }

    private static JsonNode sorted(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                var members = new TreeMap<String, JsonNode>();
                object.properties().forEach(m -> members.put(m.getKey(), sorted(m.getValue())));
                yield JsonNodeFactory.instance.objectNode().setAll(members);
            }
            case ArrayNode array -> {
                var copy = JsonNodeFactory.instance.arrayNode(array.size());
                array.forEach(e -> copy.add(sorted(e)));
                yield copy;
            }
            default -> node;
        };
    }

    /** The block with something in it made wrong. */
    static Block perturbed(Block block) {
        if (block.kind() != Kind.OUT) {
            return block.withText(block.text() + "~");
        }
        var lines = new ArrayList<>(block.records());
        if (lines.isEmpty()) {
            return block.withText("{\"key\": null, \"value\": null}");
        }
        int index = Math.floorMod(block.text().hashCode(), lines.size());
        try {
            var record = Json.read(lines.get(index).getBytes(StandardCharsets.UTF_8));
            if (record instanceof ObjectNode object) {
                object.set("value", Perturbation.other(object.path("value")));
                lines.set(index, Json.line(object));
            }
        } catch (IOException _) {
            lines.set(index, lines.get(index) + "~");
        }
        return block.withText(String.join("\n", lines));
    }
}
