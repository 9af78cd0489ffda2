// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.result.QueryMetrics;
import dev.bottledwater.engine.result.QueryMetrics.Traffic;

import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class QueryMeasuresTest {
    private final Map<MetricName, Metric> metrics = new LinkedHashMap<>();

    private void add(String group, String name, double value, Map<String, String> tags) {
        var key = new MetricName(name, group, "", tags);
        metrics.put(
                key,
                new Metric() {
                    @Override
                    public MetricName metricName() {
                        return key;
                    }

                    @Override
                    public Object metricValue() {
                        return value;
                    }
                });
    }

    @Test
    void sumsUpWhatTheClientsOfAQueryTell() {
        var group = "consumer-fetch-manager-metrics";
        for (var thread : List.of("1", "2")) {
            var topic = Map.of("client-id", "q-" + thread + "-consumer", "topic", "in");
            add(group, "records-consumed-total", 10, topic);
            add(group, "bytes-consumed-total", 100, topic);
            var lag = new LinkedHashMap<>(topic);
            lag.put("partition", thread);
            add(group, "records-lag", 3, lag);
            add("stream-task-metrics", "dropped-records-total", 1, Map.of("task-id", thread));
            add(
                    "stream-task-metrics",
                    "restore-remaining-records-total",
                    4,
                    Map.of("task-id", thread));
        }
        add(group, "records-consumed-total", 20, Map.of("client-id", "q-1-consumer"));
        add(
                group,
                "records-consumed-total",
                99,
                Map.of("client-id", "q-1-restore-consumer", "topic", "changelog"));
        add(group, "records-lag-max", 9, Map.of("client-id", "q-1-consumer"));
        add(
                group,
                "records-lag",
                Double.NaN,
                Map.of("client-id", "q-1-consumer", "topic", "new", "partition", "0"));
        var out = Map.of("client-id", "q-1-producer", "topic", "out");
        add("producer-topic-metrics", "record-send-total", 7, out);
        add("producer-topic-metrics", "byte-total", 70, out);

        var sums = QueryMeasures.sum(metrics);
        var told =
                sums.metrics(
                        "Q", new QueryStatus(new QueryState.Running(), List.of(), "app", null));

        assertThat(told.consumed()).isEqualTo(Map.of("in", new Traffic(20, 200)));
        assertThat(told.produced()).isEqualTo(Map.of("out", new Traffic(7, 70)));
        assertThat(told.lag()).isEqualTo(Map.of("in", 6.0));
        assertThat(told.dropped()).isEqualTo(2);
        assertThat(told.toRestore()).isEqualTo(8);
        assertThat(told.state()).isEqualTo("RUNNING");
    }

    /** As a 4.3 consumer tells of {@code shop.orders}, beside a topic with an underscore. */
    @Test
    void leavesOutTheOldNamesOfTopicsWithDots() {
        for (var topic : List.of("shop.orders", "shop_orders", "my_topic")) {
            var tags = Map.of("client-id", "q-1-consumer", "topic", topic);
            add("consumer-fetch-manager-metrics", "records-consumed-total", 4, tags);
            add("consumer-fetch-manager-metrics", "bytes-consumed-total", 146, tags);
            var partition = new LinkedHashMap<>(tags);
            partition.put("partition", "0");
            add("consumer-fetch-manager-metrics", "records-lag", 2, partition);
        }
        addSource("shop.orders");
        addSource("my_topic");
        var both = Map.of("shop.orders", 2.0, "my_topic", 2.0);
        assertThat(told().lag()).isEqualTo(both);
        assertThat(told().consumed())
                .containsOnlyKeys(both.keySet())
                .containsEntry("shop.orders", new Traffic(4, 146));

        addSource("shop_orders");
        assertThat(told().lag()).containsOnlyKeys("shop.orders", "shop_orders", "my_topic");
    }

    private void addSource(String topic) {
        add(
                "stream-topic-metrics",
                "records-consumed-total",
                4,
                Map.of("task-id", "0_0", "topic", topic));
    }

    private QueryMetrics told() {
        return QueryMeasures.sum(metrics)
                .metrics("Q", new QueryStatus(new QueryState.Running(), List.of(), "app", null));
    }
}
