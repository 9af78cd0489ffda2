// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.query;

import dev.bottledwater.engine.result.QueryMetrics;
import dev.bottledwater.engine.result.QueryMetrics.Traffic;

import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sums up the metrics that Kafka's clients keep anyway, when it is asked: records cost nothing for
 * it. Names are those of Kafka's documentation, "Monitoring".
 */
public final class QueryMeasures {
    private static final String CONSUMER = "consumer-fetch-manager-metrics";
    private static final String PRODUCER = "producer-topic-metrics";
    private static final String TASK = "stream-task-metrics";
    private static final String SOURCES = "stream-topic-metrics";

    private final Map<String, Traffic> consumed = new HashMap<>();
    private final Map<String, Traffic> produced = new HashMap<>();
    private final Map<String, Double> lag = new HashMap<>();
    private final Set<String> sources = new HashSet<>();
    private double dropped;
    private double restored;
    private double toRestore;

    private QueryMeasures() {}

    /** The metrics of all queries of this process, by id. */
    public static List<QueryMetrics> of(QueryRuntime runtime) {
        return runtime.statuses().entrySet().stream()
                .map(
                        entry -> {
                            var streams = runtime.streams(entry.getKey());
                            var sums =
                                    sum(
                                            streams.<Map<MetricName, ? extends Metric>>map(
                                                            KafkaStreams::metrics)
                                                    .orElse(Map.of()));
                            return sums.metrics(entry.getKey(), entry.getValue());
                        })
                .toList();
    }

    static QueryMeasures sum(Map<MetricName, ? extends Metric> metrics) {
        var sums = new QueryMeasures();
        metrics.forEach(
                (name, metric) -> {
                    if (metric.metricValue() instanceof Number number
                            && Double.isFinite(number.doubleValue())) {
                        sums.take(name, number.doubleValue());
                    }
                });
        sums.dropOldNames();
        return sums;
    }

    /**
     * Consumers tell of a topic whose name has dots a second time, by a name with underscores that
     * is deprecated. A topic that is really called so is a source of the topology.
     */
    private void dropOldNames() {
        for (var topic : List.copyOf(consumed.keySet())) {
            var old = topic.replace('.', '_');
            if (!old.equals(topic) && !sources.contains(old)) {
                consumed.remove(old);
                lag.remove(old);
            }
        }
    }

    private void take(MetricName name, double value) {
        var tags = name.tags();
        var topic = tags.get("topic");
        switch (name.group()) {
            case CONSUMER -> {
                // the consumer that restores state reads changelogs, which is no progress
                if (topic != null
                        && !tags.getOrDefault("client-id", "").endsWith("restore-consumer")) {
                    consumer(name.name(), topic, tags.containsKey("partition"), value);
                }
            }
            case PRODUCER -> {
                if (topic != null && name.name().equals("record-send-total")) {
                    produced.merge(topic, new Traffic(value, 0), Traffic::plus);
                } else if (topic != null && name.name().equals("byte-total")) {
                    produced.merge(topic, new Traffic(0, value), Traffic::plus);
                } else if (topic != null && name.name().equals("record-send-rate")) {
                    produced.merge(topic, new Traffic(0, 0, value), Traffic::plus);
                }
            }
            case SOURCES -> {
                if (topic != null && name.name().equals("records-consumed-total")) {
                    sources.add(topic);
                }
            }
            case TASK -> {
                switch (name.name()) {
                    case "dropped-records-total" -> dropped += value;
                    case "restore-total" -> restored += value;
                    case "restore-remaining-records-total" -> toRestore += value;
                    default -> {}
                }
            }
            default -> {}
        }
    }

    private void consumer(String name, String topic, boolean ofPartition, double value) {
        if (ofPartition) {
            if (name.equals("records-lag")) {
                lag.merge(topic, value, Double::sum);
            }
        } else if (name.equals("records-consumed-total")) {
            consumed.merge(topic, new Traffic(value, 0), Traffic::plus);
        } else if (name.equals("bytes-consumed-total")) {
            consumed.merge(topic, new Traffic(0, value), Traffic::plus);
        } else if (name.equals("records-consumed-rate")) {
            consumed.merge(topic, new Traffic(0, 0, value), Traffic::plus);
        }
    }

    Map<String, Traffic> consumed() {
        return consumed;
    }

    Map<String, Traffic> produced() {
        return produced;
    }

    QueryMetrics metrics(String id, QueryStatus status) {
        return new QueryMetrics(
                id,
                status.state().ksqlName(),
                status.failures().size(),
                consumed,
                produced,
                dropped,
                lag,
                restored,
                toRestore);
    }
}
