// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topology;

import dev.bottledwater.engine.physical.Grouping;
import dev.bottledwater.engine.physical.Step;

import java.util.HashSet;
import java.util.Set;

/**
 * Finds the streams of a plan whose record keys no step sees, since rows get another key before a
 * step looks at it: those needn't be decoded.
 */
final class UnusedKeys {
    private final Set<String> names = new HashSet<>();

    private UnusedKeys() {}

    /** The names of the source steps. */
    static Set<String> of(Step root) {
        var unused = new UnusedKeys();
        unused.visit(root, true);
        return Set.copyOf(unused.names);
    }

    private void visit(Step step, boolean used) {
        switch (step) {
            case Step.StreamSource s -> {
                if (!used) {
                    names.add(s.name());
                }
            }
            case Step.TableSource _ -> {}
            case Step.Filter s -> visit(s.input(), used);
            case Step.Project s -> visit(s.input(), used);
            case Step.FlatMap s -> visit(s.input(), used);
            case Step.Repartition s -> visit(s.input(), false);
            case Step.StreamAggregate s -> visit(s.input(), keeps(s.grouping()));
            case Step.WindowedAggregate s -> visit(s.input(), keeps(s.grouping()));
            case Step.TableAggregate s -> visit(s.input(), true);
            case Step.Join s -> {
                visit(s.left(), true);
                visit(s.right(), true);
            }
        }
    }

    private static boolean keeps(Grouping grouping) {
        return grouping.repartition() == null;
    }
}
