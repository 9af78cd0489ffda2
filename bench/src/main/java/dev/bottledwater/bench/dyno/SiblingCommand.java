// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.dyno;

import dev.bottledwater.bench.trial.Options;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * {@code ./bottled-water bench siblings [--kills 5] [--seed N]}: everything that can be asked of
 * connectors, asked of three dynos that can't reach each other, also while the leader is killed at
 * random moments. Exit code 1 at the first answer that is wrong or doesn't come.
 */
public final class SiblingCommand {
    private static final int KILLS = 5;
    private static final int LATEST = 20_000;

    private SiblingCommand() {}

    /**
     * Runs it, and prints what it saw.
     *
     * @return the exit code
     */
    public static int run(List<String> arguments) throws Exception {
        var options = Options.of(arguments, Set.of("kills", "seed"));
        long kills = options.number("kills", KILLS);
        long seed = options.number("seed", System.currentTimeMillis());
        System.out.printf("seed %d%n", seed);
        var random = new SplittableRandom(seed);
        try (var trial = SiblingTrial.start(System.out)) {
            try {
                trial.everyDynoDoesEverything();
                trial.tasksAreSpread();
                trial.theLeaderIsKilledBetweenRequests();
                for (int i = 0; i < kills; i++) {
                    trial.startAgain();
                    trial.theLeaderIsKilledDuringRequests(
                            Duration.ofMillis(random.nextInt(LATEST)));
                }
                return 0;
            } catch (IllegalStateException e) {
                System.out.println("failed: " + e.getMessage());
                return 1;
            } finally {
                System.out.println(trial.tally().text());
            }
        }
    }
}
