// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.needs;

import dev.bottledwater.platform.KafkaSettings;
import dev.bottledwater.platform.Names;
import dev.bottledwater.platform.preflight.Provisioner;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
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

    /** What Kafka says of a topic. */
    enum Presence {
        THERE,
        ABSENT,
        UNKNOWN
    }

    private final KafkaSettings kafka;
    private final Names names;
    private final Duration retention;
    private final Function<String, Presence> lookup;
    private final Set<String> there = ConcurrentHashMap.newKeySet();
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /**
     * Asks Kafka.
     *
     * @param retention how long topics of connectors are to keep records
     */
    public HeartbeatTopics(KafkaSettings kafka, Names names, Duration retention) {
        this(kafka, names, retention, topic -> ask(kafka, topic));
    }

    HeartbeatTopics(
            KafkaSettings kafka,
            Names names,
            Duration retention,
            Function<String, Presence> lookup) {
        this.kafka = kafka;
        this.names = names;
        this.retention = retention;
        this.lookup = lookup;
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
        return switch (lookup.apply(topic)) {
            case THERE -> {
                there.add(topic);
                yield true;
            }
            case ABSENT -> {
                if (told.add(connector + " " + topic)) {
                    LOG.warn(
                            NONE
                                    + "Create the topic ({}) and restart the connector, or set heartbeat.interval.ms to 0 to leave it as it is.",
                            connector,
                            "since their topic " + topic + " isn't there",
                            Provisioner.createCommand(kafka, names, heartbeat.need(retention)));
                }
                yield false;
            }
            case UNKNOWN -> {
                LOG.warn(
                        NONE + "Restart it when Kafka answers.",
                        connector,
                        "since Kafka doesn't tell whether their topic " + topic + " is there");
                yield false;
            }
        };
    }

    private static Presence ask(KafkaSettings kafka, String topic) {
        Map<String, Object> properties = new TreeMap<>(kafka.clientProperties());
        int millis = Math.toIntExact(TIMEOUT.toMillis());
        properties.put(AdminClientConfig.CLIENT_ID_CONFIG, "connect-heartbeat-topics");
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        try (Admin admin = Admin.create(properties)) {
            return presence(admin.describeTopics(List.of(topic)).allTopicNames());
        } catch (KafkaException e) {
            LOG.debug("Whether the topic {} is there can't be asked", topic, e);
            return Presence.UNKNOWN;
        }
    }

    private static Presence presence(KafkaFuture<Map<String, TopicDescription>> answer) {
        try {
            answer.get();
            return Presence.THERE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Presence.UNKNOWN;
        } catch (ExecutionException e) {
            // Where rights are given for each topic, those that aren't there are denied.
            return e.getCause() instanceof UnknownTopicOrPartitionException
                            || e.getCause() instanceof TopicAuthorizationException
                    ? Presence.ABSENT
                    : Presence.UNKNOWN;
        }
    }
}
