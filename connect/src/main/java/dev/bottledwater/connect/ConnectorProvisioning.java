// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

import static java.util.stream.Collectors.joining;

import dev.bottledwater.connect.needs.ConnectorNeeds;
import dev.bottledwater.connect.needs.HeartbeatDefault;
import dev.bottledwater.platform.preflight.Finding;
import dev.bottledwater.platform.preflight.Provisioner;
import dev.bottledwater.platform.preflight.Severity;
import dev.bottledwater.platform.preflight.TopicNeed;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sees to it, where clients may create neither topics nor groups, that those of a connector are
 * there before it is taken: a source whose topic is missing would run for ever and write nothing.
 * The topic of heartbeats that a connector has by default is created where that can be done, and
 * keeps no connector from being taken.
 */
final class ConnectorProvisioning {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectorProvisioning.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final WorkerSettings settings;

    ConnectorProvisioning(WorkerSettings settings) {
        this.settings = settings;
    }

    /**
     * Creates what is missing, as the Kafka user or where there is a key for Heroku's API.
     *
     * @param config as the connector gets it
     * @return what is missing with the commands that create it; empty where all is there, or can't
     *     be told, or is created by the connector itself
     */
    Optional<String> missing(String name, Map<String, String> config) {
        List<TopicNeed> heartbeats =
                HeartbeatDefault.of(config)
                        .filter(heartbeat -> heartbeat.doubt().isEmpty())
                        .map(heartbeat -> heartbeat.need(settings.recordRetention()))
                        .stream()
                        .toList();
        // on other plans topics are for the connector or its user to create
        boolean left = settings.names().prefix().isEmpty() && settings.heroku() == null;
        if (left && heartbeats.isEmpty()) {
            return Optional.empty();
        }
        try (Provisioner provisioner =
                Provisioner.of(settings.kafka(), settings.names(), settings.heroku(), TIMEOUT)) {
            Optional<String> missing = left ? Optional.empty() : missing(name, config, provisioner);
            if (missing.isEmpty() && !heartbeats.isEmpty()) {
                // Where it can't be created, the connector's start says so and does without.
                provisioner
                        .ensureTopics(heartbeats)
                        .forEach(finding -> LOG.info("Connector {}: {}", name, finding));
            }
            return missing;
        }
    }

    private Optional<String> missing(
            String name, Map<String, String> config, Provisioner provisioner) {
        ConnectorNeeds needs = ConnectorNeeds.of(name, config, settings.recordRetention());
        needs.unknown().forEach(sentence -> LOG.info("Connector {}: {}", name, sentence));
        List<Finding> findings = new ArrayList<>(provisioner.ensureTopics(needs.topics()));
        findings.addAll(provisioner.ensureGroups(needs.groups()));
        String errors =
                findings.stream()
                        .filter(finding -> finding.severity() == Severity.ERROR)
                        .map(Finding::toString)
                        .collect(joining("\n"));
        return errors.isEmpty() ? Optional.empty() : Optional.of(errors);
    }
}
