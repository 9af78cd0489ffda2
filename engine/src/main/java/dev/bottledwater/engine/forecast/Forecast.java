// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.forecast;

import dev.bottledwater.engine.topic.TopicSpec;

import java.util.List;
import java.util.Map;

/**
 * What a script needs before it runs, beside the topics that it reads.
 *
 * @param topics those that the statements name and that don't exist, in the order of the statements
 * @param queries its persistent queries, in their order
 * @param connectors the configurations of the connectors that it creates, by name
 */
public record Forecast(
        List<TopicSpec> topics, List<Query> queries, Map<String, Map<String, String>> connectors) {

    /** Copies what it is given. */
    public Forecast {
        topics = List.copyOf(topics);
        queries = List.copyOf(queries);
        connectors = Map.copyOf(connectors);
    }

    /**
     * A persistent query.
     *
     * @param id such as {@code CTAS_TOTALS_5}
     * @param group its consumer group, by its logical name
     * @param topics its changelog and repartition topics, by their logical names
     */
    public record Query(String id, String group, List<TopicSpec> topics) {
        /** Copies what it is given. */
        public Query {
            topics = List.copyOf(topics);
        }
    }
}
