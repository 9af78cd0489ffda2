// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topic;

import dev.bottledwater.engine.TopicNames;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which topics belong to Kafka, Connect and this program. They are hidden from SHOW TOPICS and
 * can't be read or written through SQL. Settings {@code ksql.hidden.topics} and {@code
 * ksql.readonly.topics} are comma-separated regular expressions over logical names; the program's
 * own topics are always among them.
 */
public final class InternalTopics {
    private static final String KSQL_DEFAULT =
            "_confluent.*,__confluent.*,_schemas,__consumer_offsets,__transaction_state,"
                    + "connect-configs,connect-offsets,connect-status,connect-statuses";

    /** Kafka's own, those of queries, and this program's: Connect's and the catalog. */
    private static final List<String> ALWAYS =
            List.of("__.*", "_confluent-ksql-.*", "_bottled-water-.*");

    private final TopicNames names;
    private final List<Pattern> hidden;
    private final List<Pattern> closed;

    /**
     * @param properties server-wide properties by KSQL's names
     * @param catalogTopic logical name
     * @param names a topic may also be written by its name in the cluster, with the prefix
     */
    public InternalTopics(Map<String, String> properties, String catalogTopic, TopicNames names) {
        this.names = names;
        this.hidden = patterns(properties, "ksql.hidden.topics", catalogTopic);
        this.closed = patterns(properties, "ksql.readonly.topics", catalogTopic);
    }

    private static List<Pattern> patterns(
            Map<String, String> properties, String property, String catalogTopic) {
        return Stream.of(
                        Arrays.stream(properties.getOrDefault(property, KSQL_DEFAULT).split(","))
                                .map(String::trim)
                                .filter(s -> !s.isEmpty()),
                        ALWAYS.stream(),
                        Stream.of(Pattern.quote(catalogTopic)))
                .flatMap(s -> s)
                .map(Pattern::compile)
                .toList();
    }

    /** Whether SHOW TOPICS leaves it out unless ALL is said. */
    public boolean isHidden(String topic) {
        return matches(hidden, topic);
    }

    /** Whether SQL may neither read nor write it. */
    public boolean isClosed(String topic) {
        return matches(closed, topic);
    }

    private boolean matches(List<Pattern> patterns, String topic) {
        String logical = names.logicalTopic(topic);
        return patterns.stream()
                .anyMatch(p -> p.matcher(topic).matches() || p.matcher(logical).matches());
    }
}
