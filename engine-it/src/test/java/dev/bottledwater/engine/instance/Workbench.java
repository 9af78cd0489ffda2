// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.engine.RowStream.Event;
import dev.bottledwater.engine.SqlEngine;
import dev.bottledwater.engine.result.StatementResult.CommandResult;
import dev.bottledwater.engine.result.StatementResult.QueryDescriptions;
import dev.bottledwater.engine.result.StatementResult.QueryError;
import dev.bottledwater.engine.result.StatementResult.QueryList;
import dev.bottledwater.engine.result.StatementResult.QuerySummary;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What tests of running queries do to a broker, and ask of an engine. */
final class Workbench implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private final EmbeddedKafka kafka;
    private final Admin admin;

    Workbench(EmbeddedKafka kafka) {
        this.kafka = kafka;
        this.admin = Admin.create(kafka.adminProperties());
    }

    static void await(ThrowingRunnable assertion) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(assertion);
    }

    void delete(String topic) {
        kafka.deleteTopics(topic);
    }

    void setConfig(String topic, String name, String value) {
        kafka.configureTopics(List.of(topic), Map.of(name, value));
    }

    void addPartitions(String topic, int total) {
        kafka.addPartitions(topic, total);
    }

    /** Lets everybody do something to the resources of this prefix. */
    void allow(ResourceType type, String prefix, AclOperation... operations) {
        var acls = new ArrayList<AclBinding>();
        for (var operation : operations) {
            acls.add(
                    new AclBinding(
                            new ResourcePattern(type, prefix, PatternType.PREFIXED),
                            new AccessControlEntry(
                                    "User:*", "*", operation, AclPermissionType.ALLOW)));
        }
        kafka.grant(acls);
    }

    /** Takes an operation on a topic from the app. */
    void deny(String topic, AclOperation operation) {
        kafka.grant(List.of(denial(topic, operation)));
    }

    /** Gives back what {@link #deny} took. */
    void undoDeny(String topic, AclOperation operation) {
        kafka.revoke(denial(topic, operation).toFilter());
    }

    private static AclBinding denial(String topic, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                new AccessControlEntry("User:*", "*", operation, AclPermissionType.DENY));
    }

    /** The sum of a group's committed offsets. */
    long committed(String group) throws Exception {
        return admin
                .listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .values()
                .stream()
                .mapToLong(o -> o.offset())
                .sum();
    }

    /** The transactional ids that the cluster knows. */
    List<String> transactionalIds() throws Exception {
        return admin.listTransactions().all().get().stream().map(t -> t.transactionalId()).toList();
    }

    /** All records of a topic that were not taken back. */
    List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        var properties = new HashMap<>(kafka.adminProperties());
        properties.put("isolation.level", "read_committed");
        try (var consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = partitions(consumer, topic);
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

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(p -> new TopicPartition(topic, p.partition()))
                .toList();
    }

    /** The values as text. */
    List<String> values(String topic) {
        return records(topic).stream().map(r -> text(r.value())).toList();
    }

    /** How many offsets a topic has, those of transactions' markers included. */
    long offsets(String topic) {
        try (var consumer =
                new KafkaConsumer<>(
                        kafka.adminProperties(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            return consumer.endOffsets(partitions(consumer, topic)).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    static String text(byte @Nullable [] bytes) {
        return bytes == null ? "null" : new String(bytes, StandardCharsets.UTF_8);
    }

    /** Runs statements from the beginning of their topics. */
    static String run(SqlEngine engine, String sql) {
        return ((CommandResult)
                        engine.execute(sql, Map.of("auto.offset.reset", "earliest"), Map.of())
                                .getLast())
                .status()
                .message();
    }

    /** Runs a statement and returns the id of its query. */
    static String start(SqlEngine engine, String sql) {
        return run(engine, sql).substring("Created query with ID ".length());
    }

    /** The id of the query of an engine that has one. */
    static String only(SqlEngine engine) {
        return queries(engine).getFirst().id();
    }

    /** The id of the query that writes a stream or table. */
    static String queryWriting(SqlEngine engine, String sink) {
        return queries(engine).stream()
                .filter(q -> q.sinks().contains(sink))
                .map(QuerySummary::id)
                .findFirst()
                .orElseThrow();
    }

    private static List<QuerySummary> queries(SqlEngine engine) {
        return ((QueryList) EngineFixture.execute(engine, "SHOW QUERIES;").getFirst()).queries();
    }

    static String state(SqlEngine engine, String id) {
        return queries(engine).stream()
                .filter(q -> q.id().equals(id))
                .map(QuerySummary::state)
                .findFirst()
                .orElse("none");
    }

    static void awaitState(SqlEngine engine, String id, String state) {
        await(() -> assertThat(state(engine, id)).isEqualTo(state));
    }

    /** The failures of a query that are remembered, oldest first. */
    static List<QueryError> errors(SqlEngine engine, String id) {
        return ((QueryDescriptions) EngineFixture.execute(engine, "EXPLAIN " + id + ";").getFirst())
                .queries()
                .getFirst()
                .errors();
    }

    /** The last failure of a query; for an assertion to wait for, also while there is none. */
    static QueryError lastError(SqlEngine engine, String id) {
        var errors = errors(engine, id);
        assertThat(errors).as("failures of " + id).isNotEmpty();
        return errors.getLast();
    }

    /** The rows of a query until its end. */
    static List<List<@Nullable Object>> rows(SqlEngine engine, String sql) throws Exception {
        var rows = new ArrayList<List<@Nullable Object>>();
        var end = System.nanoTime() + PATIENCE.toNanos();
        try (var stream = engine.query(sql, Map.of("auto.offset.reset", "earliest"), Map.of())) {
            while (System.nanoTime() < end) {
                var event = stream.next(Duration.ofSeconds(1)).orElse(null);
                switch (event) {
                    case Event.Row(var values, _) -> rows.add(Arrays.asList(values));
                    case Event.End _ -> {
                        return rows;
                    }
                    case Event.Failed(var message) -> throw new AssertionError(message);
                    case Event.Line _ -> throw new AssertionError("a line");
                    case null -> {}
                }
            }
        }
        throw new AssertionError("no end of " + sql + ", only " + rows);
    }

    @Override
    public void close() {
        admin.close();
    }
}
