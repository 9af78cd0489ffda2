// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.trial;

import dev.bottledwater.devkit.files.DataDirectory;
import dev.bottledwater.devkit.kafka.EmbeddedKafka;

import java.util.List;
import java.util.Set;

/**
 * {@code ./bottled-water bench trial [--scenario NAME…] [--seed N] [--records N]}: restarts and a
 * second instance. Exit code 1 when a result is wrong.
 */
public final class TrialCommand {
    private static final int ROUNDS = 3;
    private static final int PER_ROUND = 500;

    private TrialCommand() {}

    /**
     * Plays it, and prints a line for each scenario and guarantee.
     *
     * @return the exit code
     */
    public static int run(List<String> arguments) throws Exception {
        var options = Options.of(arguments, Set.of("scenario", "seed", "records"));
        var scenarios = options.scenarios("scenario");
        long seed = options.number("seed", System.currentTimeMillis());
        int perRound = (int) options.number("records", PER_ROUND);
        System.out.printf("seed %d%n", seed);
        try (var scratch = DataDirectory.temporary("bottled-water-trial-");
                var kafka = EmbeddedKafka.launch(Trial.broker())) {
            var outcomes =
                    new Trial(kafka, scratch.path(), System.out)
                            .play(scenarios, scenarios, Workload.of(seed, ROUNDS, perRound));
            outcomes.forEach(o -> System.out.println(o.line()));
            return outcomes.stream().allMatch(Outcome::holds) ? 0 : 1;
        }
    }
}
