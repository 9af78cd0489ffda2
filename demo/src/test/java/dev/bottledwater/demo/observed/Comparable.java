// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.demo.observed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What must be the same in two answers to one request, as text. */
final class Comparable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** They differ from run to run. */
    private static final Set<String> VOLATILE =
            Set.of(
                    // records and bytes so far, and when: the test below looks at their names
                    "statistics",
                    "clusterStatistics",
                    // how far which task is
                    "tasksMetadata",
                    "commandSequenceNumber",
                    "kafkaClusterId",
                    "kafka-cluster",
                    "ksqlServiceId",
                    "ksql-cluster",
                    "version",
                    "consumerOffset",
                    "logStartOffset",
                    "logEndOffset",
                    // ours runs other topologies, and so has other groups of consumers
                    "topology",
                    "executionPlan",
                    "consumerCount",
                    "consumerGroupCount",
                    "author",
                    "groupId",
                    "consumerGroupId",
                    "ksqlHostQueryStatus",
                    "replication",
                    "replicaInfo",
                    // words of ours that no client of a real server knows
                    "hint",
                    "line",
                    "column");

    private static final Pattern NUMBERED = Pattern.compile("\\b(C[ST]AS_\\w+?)_\\d+");
    private static final Pattern TRANSIENT = Pattern.compile("transient_(\\w+?)_\\d{6,}");
    private static final Pattern PULL = Pattern.compile("query_\\d{10,}");
    private static final Pattern TIME =
            Pattern.compile("\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} Z|\\b17\\d{11}\\b");

    private Comparable() {}

    /**
     * @param limited whether the rows are some of many, which may be others each time
     */
    static String of(String body, boolean limited) {
        var text = body.strip();
        text = NUMBERED.matcher(text).replaceAll("$1_N");
        text = TRANSIENT.matcher(text).replaceAll("transient_$1_N");
        text = PULL.matcher(text).replaceAll("query_N");
        text =
                TIME.matcher(text)
                        .replaceAll("0")
                        .replaceFirst("(Invalid JSON .*) column: \\d+", "$1");
        try {
            var node = JSON.readTree(text);
            if (node.isContainerNode() && !text.contains("\n[\"")) {
                return rows(node, limited);
            }
        } catch (JsonProcessingException _) {
            // lines of rows, or words
        }
        var lines = text.lines().toList();
        return lines.size() < 2 || !text.startsWith("{")
                ? limited ? lines.size() + " lines" : text
                : lines.getFirst() + rows(new ArrayList<>(lines.subList(1, lines.size())), limited);
    }

    private static String rows(JsonNode node, boolean limited) {
        if (node.isArray() && node.path(0).has("header") || node.path(0).has("columnNames")) {
            var rows = new ArrayList<String>();
            for (int i = 1; i < node.size(); i++) {
                rows.add(node.get(i).toString());
            }
            return masked(node.get(0)) + rows(rows, limited);
        }
        return masked(node).toString();
    }

    private static String rows(List<String> rows, boolean limited) {
        return limited
                ? " and %d rows".formatted(rows.size())
                : rows.stream().sorted().collect(Collectors.joining("\n", "\n", ""));
    }

    /** Members in the order of their names, volatile ones without their values. */
    private static JsonNode masked(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                var members = new TreeMap<String, JsonNode>();
                object.properties().forEach(m -> members.put(m.getKey(), m.getValue()));
                var masked = JSON.createObjectNode();
                members.forEach(
                        (name, value) -> {
                            if (!VOLATILE.contains(name)) {
                                masked.set(name, masked(value));
                            }
                        });
                yield masked;
            }
            case ArrayNode array -> {
                var elements = new ArrayList<JsonNode>();
                array.forEach(e -> elements.add(masked(e)));
                var masked = JSON.createArrayNode();
                elements.stream()
                        .sorted(java.util.Comparator.comparing(JsonNode::toString))
                        .forEach(masked::add);
                yield masked;
            }
            default -> node;
        };
    }
}
