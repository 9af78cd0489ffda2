// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.serve;

import dev.bottledwater.engine.TopicProvisioner;
import dev.bottledwater.platform.Settings;
import dev.bottledwater.platform.preflight.CleanupPolicy;
import dev.bottledwater.platform.preflight.Finding;
import dev.bottledwater.platform.preflight.Provisioner;
import dev.bottledwater.platform.preflight.Severity;
import dev.bottledwater.platform.preflight.TopicNeed;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The engine's way to topics and groups that the app's Kafka user may not create: through Heroku
 * where there is a key, else with the commands that create them.
 */
public final class PlatformTopics implements TopicProvisioner {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Where nothing says how long topics keep records: Kafka's own default. */
    private static final Duration USUAL = Duration.ofDays(7);

    private final Settings settings;
    private @Nullable Boolean denied;

    /** Opens nothing before it is asked. */
    public PlatformTopics(Settings settings) {
        this.settings = settings;
    }

    /**
     * Shared plans give rights to nothing that wasn't created before; with a key for Heroku Kafka
     * is asked once whether this app may create topics itself.
     */
    @Override
    public synchronized boolean isNeeded() {
        if (!settings.kafka().prefix().isEmpty() || settings.heroku().isEmpty()) {
            return !settings.kafka().prefix().isEmpty();
        }
        Boolean known = denied;
        if (known == null) {
            try (Provisioner provisioner = Provisioner.of(settings, TIMEOUT)) {
                known = !provisioner.mayCreateTopics();
            }
            denied = known;
        }
        return known;
    }

    @Override
    public List<String> ensure(List<Topic> topics, List<String> groups) {
        try (Provisioner provisioner = Provisioner.of(settings, TIMEOUT)) {
            List<Finding> findings =
                    new ArrayList<>(
                            provisioner.ensureTopics(
                                    topics.stream()
                                            .map(topic -> need(topic, retention(settings)))
                                            .toList()));
            findings.addAll(provisioner.ensureGroups(groups));
            return findings.stream()
                    .filter(finding -> finding.severity() == Severity.ERROR)
                    .map(Finding::toString)
                    .toList();
        }
    }

    /** The same command as provision's, which knows the attachment and the plan's longest time. */
    @Override
    public String createCommand(Topic topic) {
        return Provisioner.createCommand(
                settings.kafka(), settings.names(), need(topic, retention(settings)));
    }

    /** On Heroku, whose plugin takes names without the prefix; elsewhere there is none. */
    @Override
    public Optional<String> deleteCommand(String topic) {
        String attachment = settings.kafka().attachment();
        return settings.dyno()
                .map(
                        _ ->
                                "heroku kafka:topics:destroy %s%s"
                                        .formatted(
                                                topic,
                                                attachment.equals("KAFKA")
                                                        ? ""
                                                        : " " + attachment));
    }

    /** How long topics keep records where nothing else is said. */
    public static Duration retention(Settings settings) {
        return settings.topicRetention().orElse(USUAL);
    }

    /**
     * A topic of the engine's as one to provision.
     *
     * @param otherwise how long it keeps records where it doesn't say
     */
    public static TopicNeed need(Topic topic, Duration otherwise) {
        CleanupPolicy policy =
                !topic.compacts()
                        ? CleanupPolicy.DELETE
                        : topic.deletes() ? CleanupPolicy.COMPACT_DELETE : CleanupPolicy.COMPACT;
        return new TopicNeed(
                topic.name(), topic.partitions(), policy, time(topic.retentionMillis(), otherwise));
    }

    private static Duration time(@Nullable Long millis, Duration otherwise) {
        if (millis == null) {
            return otherwise;
        }
        return millis < 0 ? TopicNeed.UNLIMITED : Duration.ofMillis(Math.max(1, millis));
    }
}
