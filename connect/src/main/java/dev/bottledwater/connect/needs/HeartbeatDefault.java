// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.needs;

import dev.bottledwater.platform.preflight.CleanupPolicy;
import dev.bottledwater.platform.preflight.TopicNeed;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The heartbeats that a Debezium connector for Postgres has where its settings say nothing of them.
 * Without them a quiet table keeps the database's log from being removed, since the connector
 * confirms what it has read along with its records only.
 *
 * @param config the connector's settings, named and without {@link #SETTING}
 * @param topic that heartbeats are written to; a source task whose topic isn't there waits for ever
 */
public record HeartbeatDefault(Map<String, String> config, String topic) {
    /** Milliseconds between two heartbeats; 0 turns them off. */
    public static final String SETTING = "heartbeat.interval.ms";

    /** What is taken where {@link #SETTING} is absent. */
    public static final String INTERVAL_MS = "10000";

    /** Convert records of any schema, as a heartbeat's is another than a table's. */
    private static final Set<String> CONVERTERS =
            Set.of(
                    "JsonConverter",
                    "StringConverter",
                    "AvroConverter",
                    "ProtobufConverter",
                    "JsonSchemaConverter");

    /** Leave records alone that aren't changes of a table. */
    private static final Set<String> TRANSFORMS =
            Set.of(
                    "io.debezium.transforms.ExtractNewRecordState",
                    "io.debezium.transforms.outbox.EventRouter");

    private static final String REGEX_ROUTER = "org.apache.kafka.connect.transforms.RegexRouter";

    /**
     * The default of a connector; empty where it is none of Debezium's for Postgres, or says itself
     * whether it has heartbeats.
     *
     * @param config its settings with the names that it gets
     */
    public static Optional<HeartbeatDefault> of(Map<String, String> config) {
        if (config.containsKey(SETTING) || config.getOrDefault("topic.prefix", "").isBlank()) {
            return Optional.empty();
        }
        return DebeziumTopics.of(with(config))
                .filter(DebeziumTopics::postgres)
                .flatMap(DebeziumTopics::heartbeat)
                .map(topic -> new HeartbeatDefault(config, topic));
    }

    /** The topic as it is to be created. */
    public TopicNeed need(Duration retention) {
        return new TopicNeed(topic, 1, CleanupPolicy.DELETE, retention).withAnyPartitions();
    }

    /** The settings with the default in them. */
    public Map<String, String> applied() {
        return with(config);
    }

    private static Map<String, String> with(Map<String, String> config) {
        Map<String, String> beating = new HashMap<>(config);
        beating.put(SETTING, INTERVAL_MS);
        return beating;
    }

    /**
     * The setting because of which heartbeats may do harm: their records pass transforms and
     * converters as those of tables do, and one that is made for a table's columns fails at them,
     * or sends them to a topic that isn't there. Empty where there is none.
     */
    public Optional<String> doubt() {
        for (String setting : new String[] {"key.converter", "value.converter"}) {
            String type = text(setting);
            if (!type.isEmpty()
                    && !CONVERTERS.contains(type.substring(type.lastIndexOf('.') + 1))) {
                return Optional.of(setting);
            }
        }
        if (!text("topic.naming.strategy").isEmpty()
                && !text("topic.naming.strategy").startsWith("io.debezium.schema.")) {
            return Optional.of("topic.naming.strategy");
        }
        for (String alias : text("transforms").split(",")) {
            if (!alias.isBlank() && !harmless("transforms." + alias.strip())) {
                return Optional.of("transforms." + alias.strip());
            }
        }
        return Optional.empty();
    }

    private boolean harmless(String transform) {
        String type = text(transform + ".type");
        return TRANSFORMS.contains(type)
                || type.equals(REGEX_ROUTER) && !renames(text(transform + ".regex"));
    }

    private boolean renames(String regex) {
        try {
            return Pattern.compile(regex).matcher(topic).matches();
        } catch (PatternSyntaxException e) {
            // The connector is refused for it.
            return true;
        }
    }

    private String text(String key) {
        String value = config.get(key);
        return value == null ? "" : value.strip();
    }
}
