// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.inspect;

import dev.bottledwater.engine.result.QueryMetrics.Traffic;
import dev.bottledwater.engine.result.StatementResult.TopicStatistic;
import dev.bottledwater.engine.topic.TopicAdmin;
import dev.bottledwater.engine.topic.TopicShape;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the queries of all instances have done with a source's topic, under KSQL's names. */
record TopicStatistics(TopicAdmin topics, RunningQueries running) {

    /** The numbers of each instance; none where no query has read or written the topic. */
    List<TopicStatistic> of(TopicShape topic, ClusterView view) {
        var values = new LinkedHashMap<String, Map<String, Double>>();
        view.produced(topic.name())
                .forEach(
                        (instance, t) ->
                                values.computeIfAbsent(instance, _ -> new LinkedHashMap<>())
                                        .putAll(written(t)));
        view.consumed(topic.name())
                .forEach(
                        (instance, t) ->
                                values.computeIfAbsent(instance, _ -> new LinkedHashMap<>())
                                        .putAll(read(t)));
        if (values.isEmpty()) {
            return List.of();
        }
        var at = topics.newest(topic).orElse(null);
        var statistics = new ArrayList<TopicStatistic>();
        values.forEach(
                (instance, named) ->
                        named.forEach(
                                (name, value) ->
                                        statistics.add(
                                                new TopicStatistic(
                                                        instance,
                                                        instance.equals(running.self()),
                                                        name,
                                                        value,
                                                        at))));
        return statistics;
    }

    private static Map<String, Double> written(Traffic traffic) {
        var named = new LinkedHashMap<String, Double>();
        named.put("messages-per-sec", traffic.perSecond());
        named.put("total-messages", traffic.records());
        return named;
    }

    private static Map<String, Double> read(Traffic traffic) {
        var named = new LinkedHashMap<String, Double>();
        named.put("consumer-messages-per-sec", traffic.perSecond());
        named.put("consumer-total-messages", traffic.records());
        named.put("consumer-total-bytes", traffic.bytes());
        return named;
    }
}
