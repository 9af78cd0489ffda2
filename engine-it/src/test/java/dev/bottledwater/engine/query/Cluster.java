// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.query;

import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.engine.EngineConfig;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A broker with topics of BIGINT or STRING keys and text values. */
public final class Cluster implements AutoCloseable {
    private final EmbeddedKafka kafka = EmbeddedKafka.launch();
    private final Admin admin = Admin.create(kafka.adminProperties());
    private final KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                    kafka.clientProperties(), new ByteArraySerializer(), new ByteArraySerializer());

    public EngineConfig config(Path stateDirectory, Map<String, String> properties) {
        return config(kafka.clientProperties(), stateDirectory, properties);
    }

    /** With every right, such as to delete topics, which the plan doesn't give. */
    public EngineConfig superuserConfig(Path stateDirectory) {
        return config(kafka.adminProperties(), stateDirectory, Map.of());
    }

    private static EngineConfig config(
            Map<String, Object> clientProperties,
            Path stateDirectory,
            Map<String, String> properties) {
        var client = new TreeMap<String, String>();
        clientProperties.forEach((k, v) -> client.put(k, v.toString()));
        return new EngineConfig(client, "test_", "catalog", stateDirectory, properties, "i1");
    }

    public void createTopic(String name, int partitions) {
        kafka.createTopic(name, partitions);
    }

    public void deleteTopic(String name) {
        kafka.deleteTopics(name);
    }

    /** Makes a topic have so many partitions. */
    public void addPartitions(String topic, int total) {
        kafka.addPartitions(topic, total);
    }

    /** Takes an operation on a topic from everybody but the administrator. */
    public void deny(String topic, AclOperation operation) {
        kafka.grant(
                List.of(
                        new AclBinding(
                                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                                new AccessControlEntry(
                                        "User:*", "*", operation, AclPermissionType.DENY))));
    }

    public Set<String> topics() throws Exception {
        return admin.listTopics().names().get();
    }

    public Set<String> groups() throws Exception {
        return new java.util.TreeSet<>(
                admin.listGroups().all().get().stream().map(g -> g.groupId()).toList());
    }

    /** Writes a record and waits for it; the key is BIGINT. */
    public void put(String topic, long key, @Nullable String value) throws Exception {
        producer.send(
                        new ProducerRecord<>(
                                topic,
                                ByteBuffer.allocate(8).putLong(key).array(),
                                value == null ? null : value.getBytes(StandardCharsets.UTF_8)))
                .get();
    }

    /** All records of a topic. */
    public List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        try (var consumer =
                new KafkaConsumer<>(
                        kafka.adminProperties(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            var partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(p -> new TopicPartition(topic, p.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    /** The last value of each STRING key. */
    public Map<String, @Nullable String> table(String topic) {
        var table = new TreeMap<String, @Nullable String>();
        records(topic)
                .forEach(r -> table.put(text(r.key()), r.value() == null ? null : text(r.value())));
        return table;
    }

    /** All values of a topic as text. */
    public List<String> values(String topic) {
        return records(topic).stream().map(r -> text(r.value())).toList();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
        kafka.close();
    }
}
