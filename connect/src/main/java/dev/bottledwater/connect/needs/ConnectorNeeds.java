// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.needs;

import dev.bottledwater.platform.preflight.CleanupPolicy;
import dev.bottledwater.platform.preflight.TopicNeed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * The topics and groups that a connector has, as far as its configuration tells: found out from its
 * settings alone, without the connector's classes.
 *
 * @param topics to be there before it starts, each once; any number of partitions will do but for a
 *     history of schemas
 * @param groups the consumer group of a sink
 * @param reads the topics that a sink reads
 * @param unknown sentences about what can't be told from the configuration
 */
public record ConnectorNeeds(
        List<TopicNeed> topics, List<String> groups, List<String> reads, List<String> unknown) {

    /** Copies what it is given. */
    public ConnectorNeeds {
        topics = List.copyOf(topics);
        groups = List.copyOf(groups);
        reads = List.copyOf(reads);
        unknown = List.copyOf(unknown);
    }

    /**
     * Reads a configuration.
     *
     * @param name the connector's
     * @param config its settings; {@code connector.class} tells which others count
     * @param retention how long topics of records are to keep them
     */
    public static ConnectorNeeds of(String name, Map<String, String> config, Duration retention) {
        return new Reading(name, new LinkedHashMap<>(config), retention).needs();
    }

    private static final class Reading {
        private final String name;
        private final Map<String, String> config;
        private final Duration retention;
        private final Map<String, TopicNeed> topics = new LinkedHashMap<>();
        private final List<String> unknown = new ArrayList<>();

        Reading(String name, Map<String, String> config, Duration retention) {
            this.name = name;
            this.config = config;
            this.retention = retention;
        }

        ConnectorNeeds needs() {
            List<String> groups = new ArrayList<>();
            List<String> reads = new ArrayList<>();
            if (ConnectorClass.readsTopics(config)) {
                groups.add(text("consumer.override.group.id", "connect-" + name));
                reads.addAll(list("topics"));
                sink();
            } else {
                source();
            }
            String offsets = text("offsets.storage.topic", "");
            if (!offsets.isEmpty()) {
                add(TopicNeed.compacted(offsets, 1).withAnyPartitions());
            }
            return new ConnectorNeeds(List.copyOf(topics.values()), groups, reads, unknown);
        }

        private void sink() {
            String letters = text("errors.deadletterqueue.topic.name", "");
            if (!letters.isEmpty()) {
                records(letters, 1);
            }
            if (config.containsKey("topics.regex")) {
                unknown.add(
                        "Which topics it reads can't be told from topics.regex; they must be there.");
            }
        }

        private void source() {
            if (ConnectorClass.of(config).isMirrorMaker()) {
                unknown.add(
                        "MirrorMaker creates its topics itself, named after those of the other cluster; where it may not, they must be there.");
                return;
            }
            if (config.containsKey("topics")) {
                list("topics").forEach(this::written);
                return;
            }
            DebeziumTopics.of(config)
                    .ifPresentOrElse(
                            this::debezium,
                            () -> {
                                String topic = text("topic", text("kafka.topic", ""));
                                if (topic.isEmpty()) {
                                    unknown.add(
                                            "Which topics "
                                                    + text("connector.class", "this connector")
                                                    + " writes can't be told from its settings.");
                                } else {
                                    written(topic);
                                }
                            });
        }

        private void debezium(DebeziumTopics debezium) {
            debezium.tables().forEach(this::written);
            debezium.heartbeat().ifPresent(topic -> records(topic, 1));
            debezium.transactions().ifPresent(topic -> records(topic, 1));
            debezium.schemaChanges().ifPresent(topic -> records(topic, 1));
            debezium.signals().ifPresent(topic -> records(topic, 1));
            // Its records are needed for as long as there is the connector, and in one order.
            debezium.schemaHistory()
                    .ifPresent(
                            topic ->
                                    add(
                                            new TopicNeed(
                                                    topic,
                                                    1,
                                                    CleanupPolicy.DELETE,
                                                    TopicNeed.UNLIMITED)));
            unknown.addAll(debezium.unknown());
        }

        /** A topic of records, by the name that they leave the connector with. */
        private void written(String topic) {
            String renamed = topic;
            for (Transform transform : Transform.of(config)) {
                switch (transform.simpleType()) {
                    case "RegexRouter" -> renamed = routed(renamed, transform.settings());
                    case "EventRouter", "ByLogicalTableRouter", "TimestampRouter", "ExtractTopic" ->
                            note(
                                    "Which topics the transform "
                                            + transform.alias()
                                            + " ("
                                            + transform.simpleType()
                                            + ") sends records to can't be told; they must be there.");
                    default -> {
                        // Others leave the topic as it is.
                    }
                }
            }
            int partitions = partitions();
            boolean compacts =
                    text("topic.creation.default.cleanup.policy", "delete").contains("compact");
            add(
                    new TopicNeed(
                                    renamed,
                                    partitions,
                                    compacts ? CleanupPolicy.COMPACT : CleanupPolicy.DELETE,
                                    retention)
                            .withAnyPartitions());
        }

        private int partitions() {
            try {
                int partitions = Integer.parseInt(text("topic.creation.default.partitions", "1"));
                return Math.max(1, partitions);
            } catch (NumberFormatException e) {
                note("topic.creation.default.partitions isn't a number.");
                return 1;
            }
        }

        private String routed(String topic, String prefix) {
            try {
                var matcher = Pattern.compile(text(prefix + "regex", "")).matcher(topic);
                return matcher.matches()
                        ? matcher.replaceFirst(text(prefix + "replacement", ""))
                        : topic;
            } catch (PatternSyntaxException | IndexOutOfBoundsException e) {
                note("The regular expression in " + prefix + "regex can't be read.");
                return topic;
            }
        }

        private void note(String sentence) {
            if (!unknown.contains(sentence)) {
                unknown.add(sentence);
            }
        }

        private void records(String topic, int partitions) {
            add(
                    new TopicNeed(topic, partitions, CleanupPolicy.DELETE, retention)
                            .withAnyPartitions());
        }

        private void add(TopicNeed need) {
            topics.putIfAbsent(need.name(), need);
        }

        private String text(String key, String otherwise) {
            String value = config.get(key);
            return value == null || value.isBlank() ? otherwise : value.strip();
        }

        private List<String> list(String key) {
            return Stream.of(text(key, ""))
                    .map((Function<String, String[]>) text -> text.split(","))
                    .flatMap(Arrays::stream)
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .toList();
        }
    }
}
