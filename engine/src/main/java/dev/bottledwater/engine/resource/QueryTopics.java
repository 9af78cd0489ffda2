// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.resource;

import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.physical.JoinNames;
import dev.bottledwater.engine.physical.PhysicalPlan;
import dev.bottledwater.engine.physical.Step;
import dev.bottledwater.engine.retention.WindowTimes;
import dev.bottledwater.engine.serde.Formats;
import dev.bottledwater.engine.topic.CleanupPolicy;
import dev.bottledwater.engine.topic.TopicSpec;
import dev.bottledwater.engine.topology.Topologies;

import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsConfig;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The internal topics of queries as Kafka Streams would create them.
 *
 * @param formats of the topics that queries read and write
 * @param repartition how long repartition topics keep records. Kafka Streams keeps them until it
 *     has read them and deletes them then, which plans on Heroku don't allow; so age must do it
 */
public record QueryTopics(Formats formats, Duration repartition) {
    private static final String CHANGELOG = "-changelog";

    /** Kafka Streams' {@code windowstore.changelog.additional.retention.ms}. */
    private static final Duration ADDITIONAL = Duration.ofDays(1);

    /**
     * Returns the topics of a query.
     *
     * @param applicationId what the topics' names begin with
     * @param cluster partitions of the topics that the plan reads and writes
     */
    public List<TopicSpec> of(
            String applicationId, PhysicalPlan plan, Map<String, Integer> cluster) {
        InternalPartitions partitions = partitions(applicationId, plan, cluster);
        Map<String, Duration> windows = windows(plan);
        List<TopicSpec> topics = new ArrayList<>();
        for (String topic : InternalResources.of(applicationId, plan).topics()) {
            String name = topic.substring(applicationId.length() + 1);
            if (!name.endsWith(CHANGELOG)) {
                topics.add(
                        new TopicSpec(
                                topic,
                                partitions.ofTopic(name),
                                null,
                                CleanupPolicy.DELETE,
                                repartition.toMillis()));
                continue;
            }
            int width = partitions.ofStore(name.substring(0, name.length() - CHANGELOG.length()));
            Duration window = windows.get(name);
            topics.add(
                    window == null
                            ? new TopicSpec(topic, width, null, CleanupPolicy.COMPACT, null)
                            : new TopicSpec(
                                    topic,
                                    width,
                                    null,
                                    CleanupPolicy.COMPACT_DELETE,
                                    window.plus(ADDITIONAL).toMillis()));
        }
        return topics;
    }

    private InternalPartitions partitions(
            String applicationId, PhysicalPlan plan, Map<String, Integer> cluster) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:0");
        QueryScope scope =
                new QueryScope(
                        applicationId,
                        ExpressionCompiler.interpreter(),
                        formats,
                        TopicNames.unchanged(),
                        _ -> {});
        return new InternalPartitions(
                Topologies.build(plan, scope, properties, AutoOffsetReset.earliest()).describe(),
                cluster);
    }

    /** How long the rows of windowed stores are needed, by the ends of their changelogs' names. */
    private static Map<String, Duration> windows(PhysicalPlan plan) {
        Map<String, Duration> windows = new HashMap<>();
        for (Step step : plan.steps()) {
            WindowTimes.of(step)
                    .ifPresent(
                            times -> {
                                for (String topic : changelogs(step)) {
                                    windows.put(topic, needed(step, times));
                                }
                            });
        }
        return windows;
    }

    private static Duration needed(Step step, WindowTimes times) {
        Long asked =
                step instanceof Step.WindowedAggregate aggregate
                        ? aggregate.windowing().retention()
                        : null;
        Duration needed = times.needed();
        return asked == null || asked < needed.toMillis() ? needed : Duration.ofMillis(asked);
    }

    private static List<String> changelogs(Step step) {
        return switch (step) {
            case Step.WindowedAggregate s -> List.of(s.store() + CHANGELOG);
            case Step.Join s ->
                    new JoinNames(s)
                            .topics().stream().filter(name -> name.endsWith(CHANGELOG)).toList();
            case Step.StreamSource _,
                    Step.TableSource _,
                    Step.Filter _,
                    Step.Project _,
                    Step.Repartition _,
                    Step.FlatMap _,
                    Step.StreamAggregate _,
                    Step.TableAggregate _ ->
                    List.of();
        };
    }
}
