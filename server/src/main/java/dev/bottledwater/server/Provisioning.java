// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server;

import dev.bottledwater.platform.Settings;
import dev.bottledwater.platform.preflight.Finding;
import dev.bottledwater.platform.preflight.Missing;
import dev.bottledwater.platform.preflight.PlanUsage;
import dev.bottledwater.platform.preflight.Provisioner;
import dev.bottledwater.platform.preflight.ServeNeeds;
import dev.bottledwater.platform.preflight.Severity;
import dev.bottledwater.server.health.PartHealth;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Creates what the server itself needs, through Heroku where Kafka doesn't allow it, and tries
 * again until all of it is there. The parts don't wait for more than the first attempt: each says
 * itself what it lacks, and goes on when it appears.
 */
final class Provisioning implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Provisioning.class);
    private static final String NAME = "provisioning";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Heroku takes 4,500 requests an hour with a key, for all that its owner does. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final Supplier<List<Finding>> ensure;
    private final Thread again;
    private volatile PartHealth health =
            PartHealth.starting(NAME, "Creating the topics and groups that are missing.");
    private String told = "";

    /**
     * @param ensure creates what is missing, and returns what stands in the way
     * @param pause before the second attempt; it grows from then on
     */
    Provisioning(Supplier<List<Finding>> ensure, Duration pause) {
        this.ensure = ensure;
        this.again = Thread.ofVirtual().name(NAME).unstarted(() -> repeat(pause));
    }

    /** Provisions what {@link ServeNeeds} tells. */
    static Provisioning of(Settings settings) {
        return new Provisioning(() -> ensure(settings), Duration.ofSeconds(5));
    }

    private static List<Finding> ensure(Settings settings) {
        try (Provisioner provisioner = Provisioner.of(settings, TIMEOUT)) {
            List<Finding> findings =
                    new ArrayList<>(provisioner.ensureTopics(ServeNeeds.topics(settings)));
            findings.addAll(provisioner.ensureGroups(ServeNeeds.groups(settings)));
            if (findings.stream().anyMatch(one -> one.severity() == Severity.ERROR)) {
                // Heroku's own words for a full plan name no number.
                Missing missing =
                        provisioner.missing(
                                ServeNeeds.topics(settings), ServeNeeds.groups(settings));
                PlanUsage.of(settings, missing, TIMEOUT)
                        .flatMap(PlanUsage::excess)
                        .ifPresent(findings::add);
            }
            return findings;
        }
    }

    PartHealth health() {
        return health;
    }

    /** Tries once and returns; goes on in the background where that wasn't enough. */
    void start() throws InterruptedException {
        boolean done = attempt();
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (!done) {
            again.start();
        }
    }

    private boolean attempt() {
        List<Finding> findings = ensure.get();
        String errors =
                findings.stream()
                        .filter(finding -> finding.severity() == Severity.ERROR)
                        .map(Finding::toString)
                        .distinct()
                        .collect(Collectors.joining(" "));
        if (errors.isEmpty()) {
            findings.forEach(finding -> LOG.warn("{}", finding));
            health = PartHealth.ready(NAME);
            return true;
        }
        health = PartHealth.degraded(NAME, errors);
        // Once for each new reason: this may go on for hours.
        if (!told.equals(errors)) {
            LOG.error("Not all topics and groups could be created. {}", errors);
            told = errors;
        }
        return false;
    }

    private void repeat(Duration first) {
        Duration pause = first;
        try {
            do {
                Thread.sleep(pause);
                Duration twice = pause.multipliedBy(2);
                pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
            } while (!attempt());
        } catch (InterruptedException e) {
            LOG.debug("Stopped before everything was there");
        } catch (RuntimeException e) {
            LOG.error("Topics and groups can't be created", e);
        }
    }

    @Override
    public void close() {
        again.interrupt();
    }
}
