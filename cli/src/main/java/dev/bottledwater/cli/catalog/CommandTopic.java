// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.catalog;

import dev.bottledwater.cli.console.CommandFailedException;
import dev.bottledwater.cli.console.ExitCode;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A command topic of ksqlDB, which has one partition. Read without a group, so that Read and
 * Describe on the topic are enough.
 *
 * @param name such as {@code _confluent-ksql-default__command_topic}
 */
record CommandTopic(String name) {
    private static final Duration POLL = Duration.ofMillis(500);

    /**
     * Reads the topic up to the end that it has now.
     *
     * @throws CommandFailedException when it can't be read
     */
    List<ImportSource.Line> read(Map<String, String> kafka) {
        var properties = new HashMap<String, Object>(kafka);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "30000");
        var lines = new ArrayList<ImportSource.Line>();
        try (var consumer =
                new KafkaConsumer<>(
                        properties, new StringDeserializer(), new StringDeserializer())) {
            if (consumer.partitionsFor(name).isEmpty()) {
                throw new CommandFailedException(
                        ExitCode.NO_INPUT, "There is no topic '%s'.".formatted(name));
            }
            var partition = new TopicPartition(name, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                for (var record : consumer.poll(POLL)) {
                    if (record.value() != null) {
                        lines.add(
                                new ImportSource.Line("offset " + record.offset(), record.value()));
                    }
                }
            }
        } catch (KafkaException e) {
            throw new CommandFailedException(
                    ExitCode.UNAVAILABLE,
                    "The topic '%s' can't be read: %s".formatted(name, e.getMessage()),
                    e);
        }
        return lines;
    }
}
