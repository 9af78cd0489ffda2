// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.trial;

import dev.bottledwater.bench.trial.Records.Entry;
import dev.bottledwater.bench.trial.Scenario.Repeats;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The results of a run beside those of its undisturbed twin.
 *
 * @param equal records, or keys of a table, that are as they should be
 * @param lost those that are missing
 * @param duplicate records that came again
 * @param wrong records that the twin doesn't have, keys with another last value or too many, keys
 *     whose records are out of order
 * @param example one of what is lost, duplicate or wrong, for people; null when there is none
 */
record Comparison(int equal, int lost, int duplicate, int wrong, @Nullable String example) {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+");

    /** Whether results were lost or are wrong, or came again where they must not. */
    boolean holds(Guarantee guarantee) {
        return lost == 0 && wrong == 0 && (duplicate == 0 || guarantee == Guarantee.AT_LEAST_ONCE);
    }

    /**
     * @param repeated whether records may have been processed more than once: after a kill, at
     *     least once
     */
    static Comparison of(
            Scenario scenario, List<Entry> expected, List<Entry> actual, boolean repeated) {
        return switch (scenario.result()) {
            case TABLE ->
                    tables(expected, actual, repeated ? scenario.repeats() : Repeats.HARMLESS);
            case RECORDS -> records(expected, actual);
            case RECORDS_IN_ORDER -> records(expected, actual).and(order(expected, actual));
        };
    }

    private Comparison and(Comparison other) {
        return new Comparison(
                equal + other.equal,
                lost + other.lost,
                duplicate + other.duplicate,
                wrong + other.wrong,
                example == null ? other.example : example);
    }

    private static Comparison records(List<Entry> expected, List<Entry> actual) {
        var wanted = counts(expected);
        var found = counts(actual);
        int equal = 0;
        int lost = 0;
        int duplicate = 0;
        int wrong = 0;
        String example = null;
        for (var record : wanted.entrySet()) {
            int want = record.getValue();
            int have = found.getOrDefault(record.getKey(), 0);
            equal += Math.min(want, have);
            lost += Math.max(0, want - have);
            duplicate += Math.max(0, have - want);
            if (have != want && example == null) {
                example = "%s %d times instead of %d".formatted(record.getKey(), have, want);
            }
        }
        for (var record : found.entrySet()) {
            if (!wanted.containsKey(record.getKey())) {
                wrong += record.getValue();
                example = "%s should not be there".formatted(record.getKey());
            }
        }
        return new Comparison(equal, lost, duplicate, wrong, example);
    }

    private static Map<Entry, Integer> counts(List<Entry> entries) {
        return entries.stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.summingInt(_ -> 1)));
    }

    /**
     * Whether the records of each key are in order. Records that came again came with all that
     * followed them, so it is their last places that count.
     */
    private static Comparison order(List<Entry> expected, List<Entry> actual) {
        var found = byKey(actual);
        var wrong =
                byKey(expected).entrySet().stream()
                        .filter(e -> found.containsKey(e.getKey()))
                        .filter(e -> !e.getValue().equals(found.get(e.getKey())))
                        .map(Map.Entry::getKey)
                        .toList();
        return new Comparison(
                0,
                0,
                0,
                wrong.size(),
                wrong.isEmpty()
                        ? null
                        : "%s: %s instead of %s"
                                .formatted(
                                        wrong.getFirst(),
                                        found.get(wrong.getFirst()),
                                        byKey(expected).get(wrong.getFirst())));
    }

    private static Map<String, List<Entry>> byKey(List<Entry> entries) {
        var byKey = new HashMap<String, LinkedHashMap<Entry, Entry>>();
        for (var entry : entries) {
            byKey.computeIfAbsent(entry.key(), _ -> new LinkedHashMap<>()).putLast(entry, entry);
        }
        return byKey.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey, e -> new ArrayList<>(e.getValue().keySet())));
    }

    private static Comparison tables(List<Entry> expected, List<Entry> actual, Repeats repeats) {
        var wanted = last(expected);
        var found = last(actual);
        int equal = 0;
        int lost = 0;
        int wrong = 0;
        String example = null;
        for (var row : wanted.entrySet()) {
            var value = found.get(row.getKey());
            if (value == null) {
                lost++;
                example = "%s is missing".formatted(row);
            } else if (sameRow(row.getValue(), value, repeats)) {
                equal++;
            } else {
                wrong++;
                example = "%s instead of %s".formatted(value, row);
            }
        }
        for (var row : found.entrySet()) {
            if (!wanted.containsKey(row.getKey())) {
                wrong++;
                example = "%s should not be there".formatted(row);
            }
        }
        return new Comparison(equal, lost, 0, wrong, example);
    }

    /** The rows of a table: the last value of each key, without those deleted. */
    private static Map<String, String> last(List<Entry> entries) {
        var rows = new LinkedHashMap<String, String>();
        for (var entry : entries) {
            var value = entry.value();
            if (value == null) {
                rows.remove(entry.key());
            } else {
                rows.put(entry.key(), value);
            }
        }
        return rows;
    }

    private static boolean sameRow(String expected, String actual, Repeats repeats) {
        return switch (repeats) {
            case HARMLESS -> expected.equals(actual);
            case UNDONE -> true;
            case ADDED -> {
                var wanted = NUMBER.matcher(expected).results().map(m -> m.group()).toList();
                var found = NUMBER.matcher(actual).results().map(m -> m.group()).toList();
                boolean same =
                        Objects.equals(
                                NUMBER.matcher(expected).replaceAll("#"),
                                NUMBER.matcher(actual).replaceAll("#"));
                for (int i = 0; same && i < wanted.size(); i++) {
                    same = Long.parseLong(found.get(i)) >= Long.parseLong(wanted.get(i));
                }
                yield same;
            }
        };
    }
}
