// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a scenario went.
 *
 * @param records how many records the undisturbed run's results have
 * @param comparison with the undisturbed run
 */
record Outcome(Scenario scenario, Guarantee guarantee, int records, Comparison comparison) {

    /**
     * Reads and compares the results of all scenarios of all runs.
     *
     * @param client how to reach Kafka
     * @param killed whether engines of the runs were killed, and so may have processed records
     *     twice if that isn't forbidden
     */
    static List<Outcome> of(Map<String, Object> client, Run twin, List<Run> runs, boolean killed) {
        var outcomes = new ArrayList<Outcome>();
        try (var consumer = Records.consumer(client)) {
            for (var scenario : twin.scenarios()) {
                var expected = Records.of(consumer, scenario.topic(twin.name()));
                for (var run : runs) {
                    if (!run.scenarios().contains(scenario)) {
                        continue;
                    }
                    var actual = Records.of(consumer, scenario.topic(run.name()));
                    boolean repeated = killed && run.guarantee() == Guarantee.AT_LEAST_ONCE;
                    outcomes.add(
                            new Outcome(
                                    scenario,
                                    run.guarantee(),
                                    expected.size(),
                                    Comparison.of(scenario, expected, actual, repeated)));
                }
            }
        }
        return outcomes;
    }

    boolean holds() {
        return comparison.holds(guarantee);
    }

    /** For people. */
    String line() {
        return "%-4s %-20s %-16s records %5d  equal %5d  lost %d  duplicate %d  wrong %d%s"
                .formatted(
                        holds() ? "ok" : "BAD",
                        scenario.name(),
                        guarantee.value(),
                        records,
                        comparison.equal(),
                        comparison.lost(),
                        comparison.duplicate(),
                        comparison.wrong(),
                        comparison.example() == null || holds()
                                ? ""
                                : "\n     " + comparison.example());
    }
}
