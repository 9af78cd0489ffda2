// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.preflight;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/**
 * Which topics are there.
 *
 * @param partitions the number of partitions of each topic that is there
 * @param failures why each of the others couldn't be described
 */
record TopicCensus(Map<String, Integer> partitions, Map<String, Throwable> failures) {
    private static final Duration PAUSE = Duration.ofMillis(50);

    static TopicCensus take(Admin admin, Collection<String> topics) throws InterruptedException {
        Map<String, Integer> partitions = new LinkedHashMap<>();
        Map<String, Throwable> failures = new LinkedHashMap<>();
        Map<String, KafkaFuture<TopicDescription>> described =
                admin.describeTopics(topics).topicNameValues();
        for (String topic : topics) {
            try {
                partitions.put(topic, Answers.of(described, topic).get().partitions().size());
            } catch (ExecutionException failed) {
                failures.put(topic, KafkaFailure.unwrap(failed));
            }
        }
        return new TopicCensus(partitions, failures);
    }

    /**
     * Topics that were just created, by us or by another instance, are unknown to some brokers for
     * a moment, and so are new rights to them.
     *
     * @param created those to wait for
     */
    static TopicCensus takeWhenKnown(
            Admin admin, Collection<String> topics, Collection<String> created, Duration timeout)
            throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        TopicCensus census = take(admin, topics);
        while (created.stream().anyMatch(census.failures::containsKey)
                && System.nanoTime() < deadline) {
            Thread.sleep(PAUSE);
            census = take(admin, topics);
        }
        return census;
    }

    Set<String> missing() {
        return failed(UnknownTopicOrPartitionException.class);
    }

    /** Where rights are given for each topic, those that aren't there are denied. */
    Set<String> denied() {
        return failed(TopicAuthorizationException.class);
    }

    private Set<String> failed(Class<? extends Throwable> reason) {
        Set<String> topics = new LinkedHashSet<>();
        failures.forEach(
                (topic, failure) -> {
                    if (reason.isInstance(failure)) {
                        topics.add(topic);
                    }
                });
        return topics;
    }
}
