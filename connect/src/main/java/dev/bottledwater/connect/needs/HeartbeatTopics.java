// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.needs;

import dev.bottledwater.platform.KafkaSettings;
import dev.bottledwater.platform.Names;
import dev.bottledwater.platform.preflight.Finding;
import dev.bottledwater.platform.preflight.Provisioner;
import dev.bottledwater.platform.preflight.Severity;
import dev.bottledwater.platform.preflight.TopicNeed;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Turns the {@linkplain HeartbeatDefault default's heartbeats} on where their topic is there. Asks
 * Kafka each time that a connector or task is started, until the topic was there once. Safe for use
 * by several threads.
 */
public final class HeartbeatTopics {
    private static final Logger LOG = LoggerFactory.getLogger(HeartbeatTopics.class);

    /** Connectors wait for the answer at their start. */
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    /** What follows where there are none, whose remedy is said next. */
    private static final String NONE =
            "The connector {} has no heartbeats, {}. So while its tables are quiet, its replication slot keeps the database's write-ahead log from being removed. ";

    private final Duration retention;
    private final Function<TopicNeed, List<Finding>> check;
    private final Set<String> there = ConcurrentHashMap.newKeySet();
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /**
     * Asks Kafka.
     *
     * @param retention how long topics of connectors are to keep records
     */
    public HeartbeatTopics(KafkaSettings kafka, Names names, Duration retention) {
        this(retention, need -> check(kafka, names, need));
    }

    /**
     * @param check what stands in the way of writing to a topic
     */
    HeartbeatTopics(Duration retention, Function<TopicNeed, List<Finding>> check) {
        this.retention = retention;
        this.check = check;
    }

    private static List<Finding> check(KafkaSettings kafka, Names names, TopicNeed need) {
        try (Provisioner provisioner = Provisioner.of(kafka, names, null, TIMEOUT)) {
            return provisioner.checkTopics(List.of(need));
        }
    }

    /**
     * Returns the settings with heartbeats where the connector has them by default, else as they
     * are, and says once for each connector why it has none.
     *
     * @param connector its name; null where it isn't known
     * @param config its settings with the names that it gets, or those of a task of it
     */
    public Map<String, String> withDefault(@Nullable String connector, Map<String, String> config) {
        return HeartbeatDefault.of(config)
                .filter(heartbeat -> on(String.valueOf(connector), heartbeat))
                .map(HeartbeatDefault::applied)
                .orElse(config);
    }

    private boolean on(String connector, HeartbeatDefault heartbeat) {
        String doubt = heartbeat.doubt().orElse(null);
        if (doubt != null) {
            if (told.add(connector + " " + doubt)) {
                LOG.warn(
                        NONE
                                + "Set heartbeat.interval.ms to {} if it takes them and the topic {} is there, or to 0 to leave it as it is.",
                        connector,
                        "since its " + doubt + " may not be made for their records",
                        HeartbeatDefault.INTERVAL_MS,
                        heartbeat.topic());
            }
            return false;
        }
        String topic = heartbeat.topic();
        if (there.contains(topic)) {
            return true;
        }
        Finding missing =
                check.apply(heartbeat.need(retention)).stream()
                        .filter(finding -> finding.severity() == Severity.ERROR)
                        .findFirst()
                        .orElse(null);
        if (missing == null) {
            there.add(topic);
            return true;
        }
        if (told.add(connector + " " + missing.message())) {
            LOG.warn(
                    NONE
                            + "{} Then restart the connector; or set heartbeat.interval.ms to 0 to leave it as it is.",
                    connector,
                    "since they can't be written",
                    missing);
        }
        return false;
    }
}
