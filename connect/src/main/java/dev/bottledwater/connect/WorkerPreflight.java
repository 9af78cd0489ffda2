// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

import static java.util.stream.Collectors.joining;

import dev.bottledwater.platform.preflight.Finding;
import dev.bottledwater.platform.preflight.Preflight;
import dev.bottledwater.platform.preflight.Provisioner;
import dev.bottledwater.platform.preflight.Severity;
import dev.bottledwater.platform.preflight.TransactionRights;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks Kafka, within seconds, what Connect would find out after a minute: a worker that can't use
 * its internal topics tries for 30 to 85 seconds and then says only that it "could not look up
 * partition metadata".
 */
final class WorkerPreflight {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerPreflight.class);
    private static final String EXACTLY_ONCE = "exactly.once.source.support";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final WorkerSettings settings;

    WorkerPreflight(WorkerSettings settings) {
        this.settings = settings;
    }

    /**
     * Creates the topics that are missing, where that is allowed.
     *
     * @throws WorkerStartException with what must be mended first
     * @throws InterruptedException when the start is given up
     */
    void check() throws InterruptedException {
        for (Path directory : settings.pluginPath()) {
            if (!Files.isDirectory(directory)) {
                LOG.warn(
                        "The plugin directory {} doesn't exist, so Connect has none of the connectors meant to be there.",
                        directory);
            }
        }
        report(Preflight.check(settings.kafka(), TIMEOUT));
        checkTransactions();
        try (Provisioner provisioner =
                Provisioner.of(settings.kafka(), settings.names(), settings.heroku(), TIMEOUT)) {
            List<Finding> findings = new ArrayList<>(provisioner.ensureTopics(settings.topics()));
            findings.addAll(provisioner.ensureGroups(List.of(settings.names().connectGroup())));
            report(findings);
        }
    }

    /** Connect itself would try for ever, and answer every request meanwhile. */
    private void checkTransactions() throws InterruptedException {
        String support = settings.overrides().getOrDefault(EXACTLY_ONCE, "disabled");
        // Connect's own name for it.
        String id = "connect-cluster-" + settings.names().connectGroup();
        if (!support.equalsIgnoreCase("disabled")
                && !TransactionRights.allow(settings.kafka(), id, TIMEOUT)) {
            throw new WorkerStartException(
                    "%s is '%s', but this Kafka doesn't let its user have transactions (%s), as no plan on Heroku does. Unset CONNECT_EXACTLY_ONCE_SOURCE_SUPPORT: sources then deliver at least once."
                            .formatted(EXACTLY_ONCE, support, id));
        }
    }

    private static void report(List<Finding> findings) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("The preflight was given up");
        }
        String errors =
                findings.stream()
                        .filter(finding -> finding.severity() == Severity.ERROR)
                        .map(Finding::toString)
                        .distinct()
                        .collect(joining(" "));
        if (!errors.isEmpty()) {
            throw new WorkerStartException(errors);
        }
        findings.forEach(finding -> LOG.warn("{}", finding));
    }
}
