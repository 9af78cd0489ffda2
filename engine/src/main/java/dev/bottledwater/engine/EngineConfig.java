// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine;

import dev.bottledwater.engine.connector.Connectors;
import dev.bottledwater.engine.registry.SchemaRegistry;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the engine is told from outside.
 *
 * @param kafkaClientProperties bootstrap servers and security settings for every Kafka client;
 *     holds secrets, never printed
 * @param serviceId names query applications; by KSQL's convention it ends in {@code _}
 * @param catalogTopic logical name of the catalog log's topic
 * @param stateDirectory where Kafka Streams keeps its stores; may vanish at any time
 * @param properties server-wide properties by KSQL's names, such as {@code
 *     ksql.persistence.default.format.value}
 * @param registry where formats with schemas have them
 * @param connectors the connectors of Kafka Connect, which statements manage
 * @param peers the way to the other instances; names this one, uniquely per start
 * @param provisioner creates topics and groups where this app's user may not
 */
public record EngineConfig(
        Map<String, String> kafkaClientProperties,
        String serviceId,
        String catalogTopic,
        Path stateDirectory,
        Map<String, String> properties,
        SchemaRegistry registry,
        Connectors connectors,
        PeerChannel peers,
        TopicProvisioner provisioner) {
    /**
     * The property that says for how many milliseconds topics keep records even when they are
     * compacted, as on shared plans; without it compaction keeps the last record of each key.
     */
    public static final String TOPIC_RETENTION = "bw.topic.retention.ms";

    /**
     * The property that lists offsets of the catalog log, separated by commas, whose records are
     * passed over: for records that can't be read.
     */
    public static final String CATALOG_SKIP = "bw.catalog.skip";

    /** On a cluster where this app's user may create topics. */
    public EngineConfig(
            Map<String, String> kafkaClientProperties,
            String serviceId,
            String catalogTopic,
            Path stateDirectory,
            Map<String, String> properties,
            SchemaRegistry registry,
            Connectors connectors,
            PeerChannel peers) {
        this(
                kafkaClientProperties,
                serviceId,
                catalogTopic,
                stateDirectory,
                properties,
                registry,
                connectors,
                peers,
                TopicProvisioner.none());
    }

    /** Without a schema registry, connectors and other instances. */
    public EngineConfig(
            Map<String, String> kafkaClientProperties,
            String serviceId,
            String catalogTopic,
            Path stateDirectory,
            Map<String, String> properties,
            String instance) {
        this(
                kafkaClientProperties,
                serviceId,
                catalogTopic,
                stateDirectory,
                properties,
                SchemaRegistry.none(),
                Connectors.none(),
                PeerChannel.none(instance));
    }

    public EngineConfig {
        kafkaClientProperties = Map.copyOf(kafkaClientProperties);
        properties = Map.copyOf(properties);
        Objects.requireNonNull(serviceId);
        Objects.requireNonNull(catalogTopic);
        Objects.requireNonNull(stateDirectory);
        Objects.requireNonNull(registry);
        Objects.requireNonNull(connectors);
        Objects.requireNonNull(peers);
        Objects.requireNonNull(provisioner);
    }

    /**
     * How long topics keep records even when they are compacted; empty when the last record of each
     * key stays.
     *
     * @throws IllegalArgumentException when {@link #TOPIC_RETENTION} isn't a positive number
     */
    public Optional<Duration> topicRetention() {
        var millis = properties.get(TOPIC_RETENTION);
        if (millis == null) {
            return Optional.empty();
        }
        if (!millis.matches("[1-9][0-9]{0,17}")) {
            throw new IllegalArgumentException(
                    "%s is '%s', but must be a positive number of milliseconds"
                            .formatted(TOPIC_RETENTION, millis));
        }
        return Optional.of(Duration.ofMillis(Long.parseLong(millis)));
    }

    /** The name of this process, unique per start, for logs and the catalog log. */
    public String instance() {
        return peers.self();
    }

    /**
     * The offsets of the catalog log whose records are passed over; usually none.
     *
     * @throws IllegalArgumentException when {@link #CATALOG_SKIP} isn't a list of offsets
     */
    public Set<Long> catalogSkip() {
        var list = properties.getOrDefault(CATALOG_SKIP, "").trim();
        if (list.isEmpty()) {
            return Set.of();
        }
        if (!list.matches("[0-9]{1,18}( *, *[0-9]{1,18})*")) {
            throw new IllegalArgumentException(
                    "%s is '%s', but must be offsets separated by commas, such as 17,18"
                            .formatted(CATALOG_SKIP, list));
        }
        return Arrays.stream(list.split(" *, *"))
                .map(Long::valueOf)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Without the client properties, which hold keys. */
    @Override
    public String toString() {
        return "EngineConfig[serviceId=" + serviceId + ", catalogTopic=" + catalogTopic + "]";
    }
}
