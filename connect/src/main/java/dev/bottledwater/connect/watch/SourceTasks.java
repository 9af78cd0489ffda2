// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.watch;

import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.utils.Sanitizer;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** How a worker's source tasks do, as Connect's and Debezium's metrics tell. */
public final class SourceTasks {
    private SourceTasks() {}

    /**
     * Reads the metrics of a worker.
     *
     * @param apart whether a connector's tasks, while they run, aren't connected to what they read
     */
    public static List<WatchedConnect.SourceProgress> of(
            Collection<KafkaMetric> metrics, Predicate<String> apart) {
        Map<String, double[]> counts = new TreeMap<>();
        Map<String, MetricName> names = new TreeMap<>();
        Set<String> running = new HashSet<>();
        for (KafkaMetric metric : metrics) {
            MetricName name = metric.metricName();
            String task = name.tags().get("task") + " " + name.tags().get("connector");
            int which =
                    switch (name.name()) {
                        case "source-record-active-count" -> 0;
                        case "source-record-write-total" -> 1;
                        default -> -1;
                    };
            if (which >= 0
                    && name.group().equals("source-task-metrics")
                    && metric.metricValue() instanceof Double value) {
                counts.computeIfAbsent(task, _ -> new double[2])[which] = value;
                names.put(task, name);
            } else if (name.name().equals("status")
                    && name.group().equals("connector-task-metrics")
                    && "running".equals(metric.metricValue())) {
                running.add(task);
            }
        }
        List<WatchedConnect.SourceProgress> sources = new ArrayList<>();
        names.forEach(
                (task, name) -> {
                    double[] count = counts.getOrDefault(task, new double[2]);
                    String connector = String.valueOf(name.tags().get("connector"));
                    sources.add(
                            new WatchedConnect.SourceProgress(
                                    connector,
                                    Integer.parseInt(String.valueOf(name.tags().get("task"))),
                                    count[0],
                                    count[1],
                                    !running.contains(task) || !apart.test(connector)));
                });
        return sources;
    }

    /**
     * Whether a connector of Debezium's for Postgres that runs in this process is connected to its
     * database: it has its metrics registered from then until it loses the connection. Between its
     * attempts to connect it is RUNNING to Connect.
     *
     * @param topicPrefix of the connector, as it gets it
     */
    public static boolean connectedToPostgres(String topicPrefix) {
        try {
            ObjectName beans =
                    new ObjectName(
                            "debezium.postgres:type=connector-metrics,server=%s,*"
                                    .formatted(Sanitizer.jmxSanitize(topicPrefix)));
            return !ManagementFactory.getPlatformMBeanServer().queryNames(beans, null).isEmpty();
        } catch (MalformedObjectNameException e) {
            // Nothing can be told of a name that no bean can have.
            return true;
        }
    }
}
