// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.needs;

import java.util.Map;
import java.util.Optional;

/**
 * Puts the prefix into what a source's transforms make of topics' names, so that their users need
 * not know it: they match names with the prefix, and every name that they make has it. What a
 * sink's transforms make is no topic, and is left alone.
 *
 * @param prefix its dot included; not empty
 */
record TransformNaming(String prefix) {
    /** What Debezium's outbox router has where nothing is said (its documentation, 3.6). */
    private static final String OUTBOX = "outbox.event.${routedByValue}";

    /**
     * Changes the settings of each transform in place; once is enough.
     *
     * @param config of a source
     */
    void apply(Map<String, String> config) {
        for (Transform transform : Transform.of(config)) {
            String at = transform.settings();
            switch (transform.simpleType()) {
                case "RegexRouter" -> routed(config, at + "regex", at + "replacement");
                case "ByLogicalTableRouter" -> {
                    routed(config, at + "topic.regex", at + "topic.replacement");
                    config.computeIfPresent(
                            at + "key.field.regex",
                            (_, regex) -> new PrefixedRegex(prefix).of(regex));
                }
                case "EventRouter", "MongoEventRouter" -> {
                    String made = config.get(at + "route.topic.replacement");
                    config.put(at + "route.topic.replacement", with(made == null ? OUTBOX : made));
                }
                case "TimestampRouter", "MessageTimestampRouter" ->
                        config.computeIfPresent(
                                at + "topic.format",
                                (_, format) ->
                                        format.startsWith("${topic}") ? format : with(format));
                default -> {
                    // Others leave the topic as it is, or are refused.
                }
            }
        }
        config.replaceAll(
                (key, value) ->
                        value != null
                                        && key.startsWith("predicates.")
                                        && key.endsWith(".pattern")
                                        && matchesTopics(key, config)
                                ? new PrefixedRegex(prefix).of(value)
                                : value);
    }

    private static boolean matchesTopics(String pattern, Map<String, String> config) {
        String type = config.get(pattern.replaceFirst("pattern$", "type"));
        return type != null && type.strip().endsWith("TopicNameMatches");
    }

    private void routed(Map<String, String> config, String regexKey, String replacementKey) {
        String regex = config.get(regexKey);
        String replacement = config.get(replacementKey);
        if (regex == null || replacement == null) {
            // The transform says that it needs both.
            return;
        }
        PrefixedRegex prefixed = new PrefixedRegex(prefix);
        // Where a group may hold the prefix, its user knows what becomes of it.
        boolean groupsWithout = !prefixed.knowsPrefix(regex) || prefixed.beginsWithPrefix(regex);
        config.put(regexKey, prefixed.of(regex));
        if (groupsWithout && !replacement.startsWith("$0")) {
            config.put(replacementKey, with(replacement));
        }
    }

    private String with(String name) {
        return name.startsWith(prefix) ? name : prefix + name;
    }

    /**
     * Finds a transform that sends records to topics whose names can't be given the prefix.
     *
     * @param config of a source
     * @return its alias and type
     */
    static Optional<Transform> unnameable(Map<String, String> config) {
        return Transform.of(config).stream()
                .filter(
                        transform ->
                                transform.simpleType().startsWith("ExtractTopic")
                                        || transform.simpleType().equals("ContentBasedRouter"))
                .findFirst();
    }
}
