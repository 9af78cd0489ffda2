// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.migrate;

import dev.bottledwater.cli.migrate.MigrationScript.Step;
import dev.bottledwater.cli.migrate.Plan.Migration;
import dev.bottledwater.cli.migrate.log.Direction;

import java.io.PrintStream;

/** What a plan looks like. */
final class PlanText {
    private PlanText() {}

    /**
     * Prints what a plan would do.
     *
     * @param effects what there is on the server
     * @return whether nothing is in its way, as far as that is known
     */
    static boolean print(Plan plan, Effects effects, PrintStream out) {
        out.println("Current version: " + (plan.current() == 0 ? "none" : plan.current()));
        boolean clear = true;
        for (Migration migration : plan.migrations()) {
            out.println();
            out.println(
                    migration.script().fileName()
                            + (migration.firstStep() == 1
                                    ? ""
                                    : " (goes on with statement %d)"
                                            .formatted(migration.firstStep())));
            for (Step step : migration.script().steps()) {
                if (step.local() || step.number() < migration.firstStep()) {
                    continue;
                }
                out.println(line(step));
                String obstacle = effects.next(step.statement()).orElse("");
                if (!obstacle.isEmpty()) {
                    out.println("     ! " + obstacle);
                    clear = false;
                }
            }
        }
        out.println();
        int count = plan.migrations().size();
        boolean up = plan.direction() == Direction.UP;
        if (count == 0) {
            out.println(up ? "Nothing to apply." : "Nothing to take back.");
        } else {
            out.println(
                    "%d migration%s would be %s; nothing was done."
                            .formatted(
                                    count, count == 1 ? "" : "s", up ? "applied" : "taken back"));
        }
        return clear;
    }

    /** Returns the line about a statement. */
    static String line(Step step) {
        return "  %2d  line %-4d %s"
                .formatted(step.number(), step.line(), Effects.describe(step.statement()));
    }
}
