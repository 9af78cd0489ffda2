// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.dyno;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bottledwater.devkit.dyno.DynoNetwork;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.MethodName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Three dynos of 512 MB with no way to each other. They are asked for everything at once, and their
 * leader is killed once before requests, and the next one during requests, until one dyno is left;
 * {@code bench siblings} does more of it.
 */
@TestMethodOrder(MethodName.class)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SiblingIT {
    private static SiblingTrial trial;

    @BeforeAll
    static void start() throws Exception {
        var missing = DynoNetwork.missing();
        assumeTrue(missing.isEmpty(), () -> "Skipped: " + missing.orElse(""));
        trial = SiblingTrial.start(System.out);
    }

    @AfterAll
    static void stop() {
        if (trial != null) {
            System.out.println(trial.tally().text());
            trial.close();
        }
    }

    @Test
    void aEveryDynoDoesEverything() throws Exception {
        trial.everyDynoDoesEverything();
    }

    @Test
    void bTasksAreSpread() throws Exception {
        trial.tasksAreSpread();
    }

    @Test
    void cTheLeaderIsKilledBetweenRequests() throws Exception {
        trial.theLeaderIsKilledBetweenRequests();
    }

    @Test
    void dTheLeaderIsKilledDuringRequests() throws Exception {
        trial.theLeaderIsKilledDuringRequests(Duration.ofSeconds(2));
    }

    @Test
    void eNoDynoNeededMoreThanItHas() {
        assertThat(trial.app().formation().dynos())
                .allSatisfy(dyno -> assertThat(dyno.usage().oomKills()).isZero())
                .allSatisfy(dyno -> assertThat(dyno.usage().threads()).isLessThan(220));
    }
}
