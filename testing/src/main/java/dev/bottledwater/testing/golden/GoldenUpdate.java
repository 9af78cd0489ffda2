// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.golden;

import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.testing.verdict.Judge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Writes into files what comes out now, where it isn't what their golden blocks say. */
public final class GoldenUpdate {
    private GoldenUpdate() {}

    /**
     * The text of a file whose golden blocks hold what came out. Lines of records that are right
     * stay as they are written. A failure that no block expects, and an expected one that doesn't
     * come, change nothing.
     *
     * @param selected the cases to run; others stay as they are
     */
    public static String of(
            GoldenFile file, Predicate<GoldenCase> selected, FunctionRegistry functions) {
        var changes = new ArrayList<Observation>();
        for (var testCase : file.cases()) {
            if (selected.test(testCase)) {
                Judge.inDirectory(
                        directory ->
                                changes.addAll(
                                        GoldenRun.of(testCase, functions, directory)
                                                .observed()
                                                .stream()
                                                .filter(GoldenUpdate::isChange)
                                                .toList()));
            }
        }
        var lines = new ArrayList<>(file.lines());
        // from the end, so that the places of earlier blocks stay right
        changes.stream()
                .sorted(Comparator.comparingInt((Observation o) -> o.block().start()).reversed())
                .forEach(o -> replace(lines, o));
        return String.join("\n", lines) + "\n";
    }

    private static boolean isChange(Observation observation) {
        boolean ran =
                observation.block().kind() == Block.Kind.ERROR && observation.actual().isEmpty();
        return !ran && !Comparison.mismatches(observation).isEmpty();
    }

    private static void replace(List<String> lines, Observation observation) {
        var block = observation.block();
        var body = lines.subList(block.start(), block.end());
        body.clear();
        body.addAll(text(observation));
        int behind = block.start() + body.size();
        if (behind < lines.size() && !lines.get(behind).isBlank()) {
            lines.add(behind, "");
        }
    }

    private static List<String> text(Observation observation) {
        var actual = new ArrayList<>(observation.actual().lines().toList());
        if (observation.block().kind() == Block.Kind.OUT) {
            var expected = observation.block().records();
            for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
                if (Comparison.same(expected.get(i), actual.get(i))) {
                    actual.set(i, expected.get(i));
                }
            }
        }
        return actual;
    }
}
