// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.preflight;

import static java.util.stream.Collectors.joining;

import dev.bottledwater.platform.KafkaSettings;
import dev.bottledwater.platform.Settings;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * Checks whether Kafka can be used, before anything that would fail late and loudly is started on
 * it.
 */
public final class Preflight {
    private static final Duration CONNECT = Duration.ofSeconds(3);

    /**
     * Describing a topic that isn't there tells whether the user's rights cover names of this form.
     */
    static final String PROBED_TOPIC = "bottled-water-preflight";

    private Preflight() {}

    /**
     * Checks that brokers are reachable, that both sides accept each other's certificates, and that
     * the prefix is the one that the user's rights are for. Changes nothing.
     *
     * @param timeout for each answer of the brokers; unreachable ones are told after 3 seconds at
     *     most
     * @return what is wrong; empty where all is well. With a finding of severity {@link
     *     Severity#ERROR} nothing will work.
     */
    public static List<Finding> check(KafkaSettings kafka, Duration timeout) {
        try {
            List<Finding> findings = new ArrayList<>(reach(kafka, timeout));
            if (findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR)) {
                findings.addAll(speak(kafka, timeout));
            }
            return List.copyOf(findings);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return List.of(interrupted(kafka));
        }
    }

    /**
     * Checks the same, and that an app whose name nobody chose doesn't begin anew beside topics
     * that may be its own.
     *
     * @param timeout for each answer of the brokers
     * @return what is wrong; empty where all is well
     */
    public static List<Finding> check(Settings settings, Duration timeout) {
        List<Finding> findings = new ArrayList<>(check(settings.kafka(), timeout));
        if (findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR)) {
            UnchosenCluster.check(settings, timeout).ifPresent(findings::add);
        }
        return List.copyOf(findings);
    }

    private static List<Finding> reach(KafkaSettings kafka, Duration timeout)
            throws InterruptedException {
        Duration connect = timeout.compareTo(CONNECT) < 0 ? timeout : CONNECT;
        List<BrokerProbe> probes = BrokerProbe.probe(kafka.bootstrapServers(), connect);
        List<BrokerProbe> silent = probes.stream().filter(probe -> !probe.reachable()).toList();
        if (silent.isEmpty()) {
            return List.of();
        }
        String url = kafka.variable("URL");
        String which = silent.stream().map(BrokerProbe::toString).collect(joining(", "));
        if (silent.size() < probes.size()) {
            return List.of(
                    Finding.warning(
                            url,
                            silent.size()
                                    + " of the "
                                    + probes.size()
                                    + " brokers in "
                                    + url
                                    + " can't be reached: "
                                    + which
                                    + ".",
                            "Nothing to do if brokers are being replaced; else check the addresses."));
        }
        return List.of(
                Finding.error(
                        url,
                        "No broker in " + url + " can be reached: " + which + ".",
                        "Check that the cluster is up (heroku kafka:info) and that this machine may connect to it."));
    }

    private static List<Finding> speak(KafkaSettings kafka, Duration timeout)
            throws InterruptedException {
        try (Admin admin = AdminClients.open(kafka, timeout)) {
            try {
                admin.describeCluster().nodes().get();
                return prefix(admin, kafka, timeout);
            } finally {
                admin.close(Duration.ZERO);
            }
        } catch (ExecutionException | KafkaException failed) {
            return List.of(KafkaFailure.explain(failed, kafka, timeout));
        }
    }

    /**
     * Also asks what the user may do with the topic, which brokers before 2.3 can't say: there is
     * no need of what they would answer, but of knowing them. Kafka's clients work with 2.1 too;
     * Connect then waits and doesn't say for what.
     */
    private static List<Finding> prefix(Admin admin, KafkaSettings kafka, Duration timeout)
            throws InterruptedException {
        try {
            admin.describeTopics(
                            List.of(kafka.prefix() + PROBED_TOPIC),
                            new DescribeTopicsOptions().includeAuthorizedOperations(true))
                    .allTopicNames()
                    .get();
            return List.of();
        } catch (ExecutionException failed) {
            return switch (KafkaFailure.unwrap(failed)) {
                case UnknownTopicOrPartitionException expected -> List.of();
                case TopicAuthorizationException denied -> List.of(denied(kafka));
                default -> List.of(KafkaFailure.explain(failed, kafka, timeout));
            };
        }
    }

    private static Finding denied(KafkaSettings kafka) {
        String variable = kafka.variable("PREFIX");
        return kafka.prefix().isEmpty()
                ? Finding.error(
                        variable,
                        "The Kafka user has no right to topics without a prefix, and "
                                + variable
                                + " isn't set.",
                        "Set " + variable + " to the prefix that heroku kafka:info shows.")
                : Finding.error(
                        variable,
                        "The Kafka user has no right to topics that begin with '"
                                + kafka.prefix()
                                + "'.",
                        "Set "
                                + variable
                                + " to the prefix that heroku kafka:info shows, or unset it on a dedicated "
                                + "cluster.");
    }

    static Finding interrupted(KafkaSettings kafka) {
        return Finding.error(
                kafka.variable("URL"),
                "The check of Kafka was interrupted before it ended.",
                "Run it again.");
    }
}
