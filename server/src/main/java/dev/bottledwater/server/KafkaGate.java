// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server;

import dev.bottledwater.platform.preflight.Finding;
import dev.bottledwater.platform.preflight.Severity;
import dev.bottledwater.server.health.PartHealth;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Lets the start go on once Kafka can be used, and says until then what is in the way. */
final class KafkaGate {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaGate.class);
    private static final String NAME = "kafka";

    private final Supplier<List<Finding>> check;
    private final Duration pause;
    private volatile PartHealth health = PartHealth.starting(NAME, "Checking Kafka.");

    /**
     * @param check tells what is wrong with Kafka
     * @param pause between checks
     */
    KafkaGate(Supplier<List<Finding>> check, Duration pause) {
        this.check = check;
        this.pause = pause;
    }

    PartHealth health() {
        return health;
    }

    /** Waits until nothing is wrong that would keep everything from working. */
    void await() throws InterruptedException {
        Optional<String> told = Optional.empty();
        while (true) {
            List<Finding> findings = check.get();
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            List<Finding> errors =
                    findings.stream().filter(f -> f.severity() == Severity.ERROR).toList();
            if (errors.isEmpty()) {
                findings.forEach(finding -> LOG.warn("{}", finding));
                health = PartHealth.ready(NAME);
                return;
            }
            String reason = errors.stream().map(Finding::toString).collect(Collectors.joining(" "));
            health = PartHealth.degraded(NAME, reason);
            // Once for each new reason: this may go on for hours.
            if (!told.equals(Optional.of(reason))) {
                LOG.error("Waiting for Kafka. {}", reason);
                told = Optional.of(reason);
            }
            Thread.sleep(pause);
        }
    }
}
