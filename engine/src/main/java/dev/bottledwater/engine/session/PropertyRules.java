// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.session;

import dev.bottledwater.engine.query.ProcessingGuarantee;
import dev.bottledwater.engine.topology.DeadLetters;

import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which properties a client may set for its statements. Only those that change how a query runs are
 * allowed; names of classes, files, hosts and identities never are.
 */
public final class PropertyRules {
    static final String STREAMS = "ksql.streams.";
    private static final List<String> CLIENT_PREFIXES =
            List.of(
                    "consumer.",
                    "main.consumer.",
                    "restore.consumer.",
                    "global.consumer.",
                    "producer.",
                    "admin.");

    /** How far a copy that a pull query reads may be behind. */
    private static final String MOST_BEHIND = "ksql.query.pull.max.allowed.offset.lag";

    /** Switches that clients may turn. */
    private static final Set<String> SWITCHES =
            Set.of(
                    "ksql.query.pull.enable.standby.reads",
                    "ksql.query.pull.interpreter.enabled",
                    "ksql.query.pull.limit.clause.enabled",
                    "ksql.query.pull.range.scan.enabled",
                    "ksql.query.pull.stream.enabled",
                    "ksql.query.pull.table.scan.enabled",
                    "ksql.query.push.v2.enabled");

    private static final Set<String> ALLOWED =
            Set.of(
                    DeadLetters.PROPERTY,
                    MOST_BEHIND,
                    "ksql.functions.collect_list.limit",
                    "ksql.functions.collect_set.limit",
                    "ksql.persistence.wrap.single.values",
                    "auto.offset.reset",
                    "buffered.records.per.partition",
                    "cache.max.bytes.buffering",
                    "statestore.cache.max.bytes",
                    "commit.interval.ms",
                    "max.task.idle.ms",
                    "num.stream.threads",
                    "processing.guarantee",
                    "task.timeout.ms",
                    "consumer.auto.offset.reset",
                    "consumer.fetch.max.bytes",
                    "consumer.fetch.max.wait.ms",
                    "consumer.fetch.min.bytes",
                    "consumer.isolation.level",
                    "consumer.max.partition.fetch.bytes",
                    "consumer.max.poll.interval.ms",
                    "consumer.max.poll.records",
                    "producer.batch.size",
                    "producer.buffer.memory",
                    "producer.compression.type",
                    "producer.delivery.timeout.ms",
                    "producer.linger.ms",
                    "producer.max.request.size");

    /** What clients can close for themselves, and not open when the server has closed it. */
    private static final Set<String> ONLY_OFF =
            Set.of("ksql.query.pull.stream.enabled", "ksql.query.pull.table.scan.enabled");

    private final Set<String> denied;
    private final Set<String> closed;

    /**
     * @param serverProperties {@code ksql.properties.overrides.denylist} there denies more
     */
    public PropertyRules(Map<String, String> serverProperties) {
        this.denied =
                Arrays.stream(
                                serverProperties
                                        .getOrDefault("ksql.properties.overrides.denylist", "")
                                        .split(","))
                        .map(String::trim)
                        .filter(s -> !s.isEmpty())
                        .map(PropertyRules::bareName)
                        .collect(Collectors.toUnmodifiableSet());
        this.closed =
                ONLY_OFF.stream()
                        .filter(p -> "false".equalsIgnoreCase(serverProperties.get(p)))
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** The name without {@code ksql.streams.}, under which both spellings are one. */
    static String bareName(String property) {
        return property.startsWith(STREAMS) ? property.substring(STREAMS.length()) : property;
    }

    /** Whether clients may set it. */
    public boolean isOverridable(String property) {
        var bare = bareName(property);
        return (ALLOWED.contains(bare) || SWITCHES.contains(property)) && !denied.contains(bare);
    }

    /** Whether anything is called so. */
    public boolean isKnown(String property) {
        return ServerPropertyTable.get().find(property).isPresent()
                || SWITCHES.contains(property)
                || ALLOWED.contains(bareName(property))
                || isOfStreams(bareName(property));
    }

    /** Whether Kafka Streams, or a client of it, has a property of this name. */
    static boolean isOfStreams(String bare) {
        return ALLOWED.contains(bare)
                || StreamsConfig.configDef().names().contains(bare)
                || bare.startsWith(StreamsConfig.TOPIC_PREFIX)
                || isClientProperty(bare)
                || CLIENT_PREFIXES.stream()
                        .anyMatch(
                                p ->
                                        bare.startsWith(p)
                                                && isClientProperty(bare.substring(p.length())));
    }

    /** The names that Kafka Streams and its clients have, with {@code ksql.streams.}. */
    static Set<String> streamsNames() {
        var names = new TreeSet<String>();
        StreamsConfig.configDef().names().forEach(n -> names.add(STREAMS + n));
        ConsumerConfig.configNames().forEach(n -> names.add(STREAMS + "consumer." + n));
        ProducerConfig.configNames().forEach(n -> names.add(STREAMS + "producer." + n));
        return names;
    }

    private static boolean isClientProperty(String name) {
        return ConsumerConfig.configNames().contains(name)
                || ProducerConfig.configNames().contains(name)
                || AdminClientConfig.configNames().contains(name);
    }

    /** Names for did-you-mean. */
    public Set<String> names() {
        var names = new TreeSet<>(ALLOWED);
        names.addAll(SWITCHES);
        return names;
    }

    /**
     * What is wrong with a value.
     *
     * @return a sentence, empty when nothing is
     */
    public Optional<String> problem(String property, String value) {
        var bare = bareName(property);
        if (bare.endsWith("auto.offset.reset")) {
            return Set.of("earliest", "latest").contains(value)
                    ? Optional.empty()
                    : Optional.of(
                            "Invalid value %s for property %s: expected 'earliest' or 'latest'"
                                    .formatted(value, property));
        }
        if (bare.equals(ProcessingGuarantee.PROPERTY)) {
            return ProcessingGuarantee.of(value).isPresent()
                    ? Optional.empty()
                    : Optional.of(ProcessingGuarantee.problem(value));
        }
        if (closed.contains(property) && !value.strip().equalsIgnoreCase("false")) {
            return Optional.of(
                    "Property %s is false on the server: clients can't turn it on"
                            .formatted(property));
        }
        if (SWITCHES.contains(property)) {
            return value.strip().matches("(?i)true|false")
                    ? Optional.empty()
                    : Optional.of(
                            "Invalid value %s for property %s: expected 'true' or 'false'"
                                    .formatted(value, property));
        }
        if (property.equals(MOST_BEHIND)) {
            return value.strip().matches("[0-9]{1,18}|" + Long.MAX_VALUE)
                    ? Optional.empty()
                    : Optional.of(
                            "Invalid value %s for property %s: expected a whole number from 0 on"
                                    .formatted(value, property));
        }
        if (bare.startsWith("ksql.functions.")) {
            return value.strip().matches("-?[0-9]{1,9}")
                    ? Optional.empty()
                    : Optional.of(
                            "Invalid value %s for property %s: expected a whole number"
                                    .formatted(value, property));
        }
        try {
            if (bare.startsWith("consumer.")) {
                ConsumerConfig.configDef()
                        .parse(withMandatory(bare.substring("consumer.".length()), value));
            } else if (bare.startsWith("producer.")) {
                ProducerConfig.configDef()
                        .parse(withMandatory(bare.substring("producer.".length()), value));
            } else {
                StreamsConfig.configDef().parse(withMandatory(bare, value));
            }
            return Optional.empty();
        } catch (org.apache.kafka.common.config.ConfigException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** The definitions insist on settings that have no default. */
    private static Map<String, String> withMandatory(String name, String value) {
        var settings =
                new java.util.HashMap<>(
                        Map.of(
                                "bootstrap.servers", "unused:1",
                                "application.id", "unused",
                                "key.serializer",
                                        "org.apache.kafka.common.serialization.ByteArraySerializer",
                                "value.serializer",
                                        "org.apache.kafka.common.serialization.ByteArraySerializer",
                                "key.deserializer",
                                        "org.apache.kafka.common.serialization.ByteArrayDeserializer",
                                "value.deserializer",
                                        "org.apache.kafka.common.serialization.ByteArrayDeserializer"));
        settings.put(name, value);
        return settings;
    }
}
