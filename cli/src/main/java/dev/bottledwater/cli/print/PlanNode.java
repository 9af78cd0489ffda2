// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.print;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A step of a query, as the text of an execution plan tells.
 *
 * @param kind such as SOURCE or JOIN
 * @param name of the step
 * @param columns names, those of the key first
 * @param keyCount how many of them are the key
 * @param detail the topic or the store that goes with it; null when the topology tells none
 * @param inputs the steps that its rows come from
 */
record PlanNode(
        String kind,
        String name,
        List<String> columns,
        int keyCount,
        @Nullable String detail,
        List<PlanNode> inputs) {
    private static final Pattern LINE =
            Pattern.compile("^(\\t*) > \\[ (.+?) \\] \\| Schema: (.*) \\| Logger: (.*)$");
    private static final Pattern PROCESSOR =
            Pattern.compile("\\s*(Source|Processor|Sink): (\\S+) \\((topics?|stores): (.*)\\)");

    /**
     * Reads an execution plan.
     *
     * @param plan a line per step, further in than the one that it is an input of
     * @param topology what Kafka Streams tells of it, for topics and stores
     * @return the last step; empty when the text has another form
     */
    static Optional<PlanNode> parse(String plan, String topology) {
        List<Matcher> lines = new ArrayList<>();
        for (String line : plan.lines().filter(l -> !l.isBlank()).toList()) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            lines.add(matcher);
        }
        return lines.isEmpty() || lines.getFirst().group(1).length() > 0
                ? Optional.empty()
                : Optional.of(node(lines, 0, topology.lines().toList()));
    }

    private static PlanNode node(List<Matcher> lines, int index, List<String> topology) {
        Matcher line = lines.get(index);
        int depth = line.group(1).length();
        int next = Integer.MAX_VALUE;
        List<PlanNode> inputs = new ArrayList<>();
        for (int i = index + 1; i < lines.size(); i++) {
            int other = lines.get(i).group(1).length();
            if (other <= depth) {
                break;
            }
            // The first one below tells how much further in inputs are.
            next = Math.min(next, other);
            if (other == next) {
                inputs.add(node(lines, i, topology));
            }
        }
        String kind = line.group(2);
        String logger = line.group(4);
        String name = logger.substring(logger.indexOf('.') + 1);
        List<String> columns = columns(line.group(3));
        int keys = (int) columns.stream().filter(column -> column.endsWith(" KEY")).count();
        return new PlanNode(
                kind,
                name,
                columns.stream().map(column -> column.split(" ", 2)[0]).toList(),
                keys,
                detail(kind, name, topology),
                List.copyOf(inputs));
    }

    /** Splits at commas that aren't within a type. */
    private static List<String> columns(String schema) {
        List<String> columns = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < schema.length(); i++) {
            switch (schema.charAt(i)) {
                case '<', '(' -> depth++;
                case '>', ')' -> depth--;
                case ',' -> {
                    if (depth == 0) {
                        columns.add(schema.substring(start, i).strip());
                        start = i + 1;
                    }
                }
                default -> {}
            }
        }
        if (!schema.substring(start).isBlank()) {
            columns.add(schema.substring(start).strip());
        }
        return columns;
    }

    /**
     * The topic of a source or sink, or the store of a step. Names of the topology begin with those
     * of the plan; where they don't, the only topic there is is meant.
     */
    private static @Nullable String detail(String kind, String name, List<String> topology) {
        String wanted =
                switch (kind) {
                    case "SOURCE" -> "Source";
                    case "SINK" -> "Sink";
                    default -> "Processor";
                };
        String base = name.replaceFirst("\\.(Source|Aggregate)$", "");
        List<String> all = new ArrayList<>();
        for (String line : topology) {
            Matcher matcher = PROCESSOR.matcher(line);
            if (matcher.matches() && matcher.group(1).equals(wanted)) {
                String things = matcher.group(4).replaceAll("[\\[\\]]", "");
                boolean named =
                        matcher.group(2).equals(base) || matcher.group(2).startsWith(base + "-");
                if (named && !things.isEmpty()) {
                    return things(wanted, things);
                }
                if (!things.isEmpty() && !things.endsWith("-repartition")) {
                    all.add(things);
                }
            }
        }
        return wanted.equals("Processor") || all.size() != 1
                ? null
                : things(wanted, all.getFirst());
    }

    private static String things(String wanted, String things) {
        return (wanted.equals("Processor") ? "store " : "topic ") + things;
    }
}
