// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.catalog;

import dev.bottledwater.engine.EngineConfig;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import java.util.HashMap;

/** Makes the Kafka clients of the catalog log. */
record LogClients(EngineConfig config) {
    /**
     * The entry of one statement, or of an import of many; brokers see it compressed. Snapshots are
     * written in parts: {@link SnapshotCodec#MOST_BYTES}.
     */
    private static final int MOST_BYTES = 8 << 20;

    KafkaConsumer<byte[], byte[]> reader() {
        var properties = new HashMap<String, Object>(config.kafkaClientProperties());
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "catalog-log-reader-" + config.instance());
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        // A log that lost its first entries must be noticed, not skipped over.
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        return new KafkaConsumer<>(
                properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    KafkaProducer<byte[], byte[]> writer() {
        var properties = new HashMap<String, Object>(config.kafkaClientProperties());
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "catalog-log-writer-" + config.instance());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, MOST_BYTES + (1 << 20));
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MOST_BYTES);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "15000");
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "7000");
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "10000");
        return new KafkaProducer<>(
                properties, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
