// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.needs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the prefix of a shared plan before the topics and groups that a connector's settings name.
 * Users write the names without it; a name that has it keeps it. {@code docs/config.md} lists the
 * settings.
 *
 * @param prefix its dot included; empty on dedicated plans, where nothing is changed
 */
public record ConnectorNaming(String prefix) {
    private static final List<String> TOPICS =
            List.of(
                    "errors.deadletterqueue.topic.name",
                    "offsets.storage.topic",
                    "schema.history.internal.kafka.topic",
                    "signal.kafka.topic");

    private static final String GROUP = "consumer.override.group.id";
    private static final String REGEX = "topics.regex";

    /**
     * Returns the settings as the connector gets them.
     *
     * @param config with {@code name}; isn't changed
     */
    public Map<String, String> apply(Map<String, String> config) {
        if (prefix.isEmpty()) {
            return config;
        }
        Map<String, String> named = new HashMap<>(config);
        TOPICS.forEach(key -> rename(named, key));
        if (ConnectorClass.readsTopics(named)) {
            sink(named);
        } else if (!ConnectorClass.of(named).isMirrorMaker()) {
            source(named);
        }
        return named;
    }

    private void list(Map<String, String> config) {
        String topics = config.get("topics");
        if (topics != null) {
            List<String> named = new ArrayList<>();
            for (String topic : topics.split(",")) {
                if (!topic.isBlank()) {
                    named.add(with(topic.strip()));
                }
            }
            config.put("topics", String.join(",", named));
        }
    }

    private void sink(Map<String, String> config) {
        list(config);
        String regex = config.get(REGEX);
        if (regex != null && !regex.isBlank()) {
            config.put(REGEX, new PrefixedRegex(prefix).of(regex));
        }
        String name = config.get("name");
        if (name != null || config.containsKey(GROUP)) {
            config.put(GROUP, with(config.getOrDefault(GROUP, "connect-" + name)));
        }
    }

    private void source(Map<String, String> config) {
        new TransformNaming(prefix).apply(config);
        // What tables' names are put behind, of Debezium's connectors and of those for JDBC.
        rename(config, "topic.prefix");
        if (DebeziumTopics.of(config).isPresent()) {
            config.put(
                    "topic.heartbeat.prefix",
                    with(config.getOrDefault("topic.heartbeat.prefix", "__debezium-heartbeat")));
            if (config.getOrDefault("signal.enabled.channels", "").contains("kafka")) {
                config.put(
                        "signal.kafka.groupId",
                        with(config.getOrDefault("signal.kafka.groupId", "kafka-signal")));
            }
        } else if (config.containsKey("topics")) {
            list(config);
        } else if (config.containsKey("kafka.topic")) {
            rename(config, "kafka.topic");
        } else {
            rename(config, "topic");
        }
    }

    private void rename(Map<String, String> config, String key) {
        config.computeIfPresent(key, (_, topic) -> topic.isBlank() ? topic : with(topic.strip()));
    }

    private String with(String name) {
        return name.startsWith(prefix) ? name : prefix + name;
    }
}
