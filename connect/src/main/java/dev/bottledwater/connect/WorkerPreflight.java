// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

import static java.util.stream.Collectors.joining;

import dev.bottledwater.platform.preflight.Finding;
import dev.bottledwater.platform.preflight.Preflight;
import dev.bottledwater.platform.preflight.Provisioner;
import dev.bottledwater.platform.preflight.Severity;

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
        try (Provisioner provisioner =
                Provisioner.of(settings.kafka(), settings.names(), settings.heroku(), TIMEOUT)) {
            List<Finding> findings = new ArrayList<>(provisioner.ensureTopics(settings.topics()));
            findings.addAll(provisioner.ensureGroups(List.of(settings.names().connectGroup())));
            report(findings);
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
