// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads topics in tests. */
final class Records {
    private Records() {}

    /** The first {@code count} distinct values of a topic, read by a group from the beginning. */
    static Set<String> readAll(Map<String, Object> client, String topic, String group, int count) {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put("group.id", group);
        properties.put("auto.offset.reset", "earliest");
        properties.put("enable.auto.commit", "false");
        Set<String> values = new LinkedHashSet<>();
        try (var consumer =
                new KafkaConsumer<>(
                        properties, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .untilAsserted(
                            () -> {
                                consumer.poll(Duration.ofMillis(200))
                                        .forEach(record -> values.add(record.value()));
                                assertThat(values).hasSizeGreaterThanOrEqualTo(count);
                            });
            consumer.commitSync();
        }
        return values;
    }
}
