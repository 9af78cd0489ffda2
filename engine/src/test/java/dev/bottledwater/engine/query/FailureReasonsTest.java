// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.query;

import static dev.bottledwater.engine.physical.TestPlans.query;
import static dev.bottledwater.engine.physical.TestPlans.scan;
import static dev.bottledwater.engine.physical.TestPlans.totalsByRegion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.engine.physical.PhysicalPlanner;
import dev.bottledwater.engine.physical.TestPlans;
import dev.bottledwater.engine.query.QueryFailure.Kind;
import dev.bottledwater.engine.registry.SchemaRegistryException;
import dev.bottledwater.sql.plan.ScannedSource;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.schema.SourceKind;

import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rocksdb.RocksDBException;

import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;

/** What a user is told of a failure as Kafka Streams reports it. */
class FailureReasonsTest {
    private static final String SENT =
            "Error encountered sending record to topic TOTALS for task 0_0 due to:\n";

    static FailureReasons reasons() {
        var root =
                totalsByRegion(
                        scan(
                                new ScannedSource(
                                        "ORDERS",
                                        SourceKind.TABLE,
                                        "orders",
                                        TestPlans.KEY,
                                        TestPlans.VALUE,
                                        FormatSpec.of("KAFKA"),
                                        FormatSpec.of("JSON"),
                                        null,
                                        null)),
                        null);
        return new FailureReasons(
                PhysicalPlanner.plan(query(root), TestPlans.sink("TOTALS", root, "KAFKA", "JSON")),
                TopicNames.unchanged());
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(
                        new StreamsException(
                                new MissingSourceTopicException("Missing source topics. [orders]")),
                        Kind.USER,
                        "The topic orders doesn't exist any more: create it, and the query goes on by itself"),
                Arguments.of(
                        new StreamsException(
                                "Existing internal topic x-changelog has invalid partitions: expected: 4; actual: 3. Use 'org.apache.kafka.tools.StreamsResetter' tool to clean up invalid topics before processing."),
                        Kind.USER,
                        "A source of the query has 4 partitions now and had 3 when its state was made, which would put keys apart from their state: DROP the query's source and create it again"),
                Arguments.of(
                        new StreamsException(new TopicAuthorizationException(Set.of("orders"))),
                        Kind.USER,
                        "The cluster doesn't let this app read the topic orders: grant it, and the query goes on by itself"),
                Arguments.of(
                        new StreamsException(
                                SENT, new TopicAuthorizationException(Set.of("TOTALS"))),
                        Kind.USER,
                        "The cluster doesn't let this app use the topic TOTALS: grant it, and the query goes on by itself"),
                Arguments.of(
                        new StreamsException(
                                "Could not create topic q-changelog.",
                                new TopicAuthorizationException("Authorization failed.")),
                        Kind.USER,
                        "The internal topic q-changelog is missing and this app may not create it: create it with as many partitions as the query's source (`heroku kafka:topics:create q-changelog --partitions …`), and the query goes on by itself"),
                Arguments.of(
                        new StreamsException(GroupAuthorizationException.forGroupId("g")),
                        Kind.USER,
                        "The cluster doesn't let this app use the consumer group g: create it with `heroku kafka:consumer-groups:create g`, or grant Read on it, and the query goes on by itself"),
                Arguments.of(
                        new StreamsException(new ClusterAuthorizationException("no")),
                        Kind.USER,
                        "The cluster doesn't let this app write idempotently: grant IdempotentWrite, or set ksql.streams.producer.enable.idempotence=false"),
                Arguments.of(
                        new AuthenticationException("bad certificate"),
                        Kind.USER,
                        "Kafka doesn't accept this app's credentials (bad certificate): check the config vars of the Kafka add-on"),
                Arguments.of(
                        new StreamsException(SENT, new RecordTooLargeException("2000 bytes")),
                        Kind.USER,
                        "A row is larger than the topic TOTALS takes (2000 bytes): raise the topic's max.message.bytes or the query's producer.max.request.size, and the query goes on by itself"),
                Arguments.of(
                        new StreamsException(
                                SENT,
                                new TimeoutException(
                                        "Topic TOTALS not present in metadata after 60000 ms.")),
                        Kind.USER,
                        "The topic TOTALS doesn't exist: create it, and the query goes on by itself"),
                Arguments.of(
                        new StreamsException(
                                SENT, new TimeoutException("Expiring 3 record(s) for TOTALS-0")),
                        Kind.SYSTEM,
                        "Kafka did not take rows for the topic TOTALS in time (Expiring 3 record(s) for TOTALS-0); the query tries again"),
                Arguments.of(
                        new StreamsException(SENT, new NotEnoughReplicasException("1 of 2")),
                        Kind.SYSTEM,
                        "Kafka can't do now what the query needs (1 of 2); it tries again"),
                Arguments.of(
                        new ProcessorStateException(
                                "Error opening store",
                                new RocksDBException(
                                        "While appending to file: 000010.sst: No space left on device")),
                        Kind.SYSTEM,
                        "The disk of this machine is full, so the query's state can't be kept (While appending to file: 000010.sst: No space left on device): free some space, or use a larger machine"),
                Arguments.of(
                        new ProcessorStateException(
                                "base state directory [x] doesn't exist and couldn't be created"),
                        Kind.SYSTEM,
                        "The query's state on this machine's disk can't be used (base state directory [x] doesn't exist and couldn't be created): it is opened again, or built again from Kafka"),
                Arguments.of(
                        new ProcessorStateException("open", new IOException("Read-only")),
                        Kind.SYSTEM,
                        "The query's state on this machine's disk can't be used (Read-only): it is opened again, or built again from Kafka"),
                Arguments.of(
                        new OutOfMemoryError("unable to create native thread: limits"),
                        Kind.SYSTEM,
                        "This machine allows no more threads: run fewer queries on it, or use a larger machine"),
                Arguments.of(
                        new OutOfMemoryError("Java heap space"),
                        Kind.SYSTEM,
                        "The heap is used up (Java heap space): run fewer queries, or use a larger machine"),
                Arguments.of(
                        new StreamsException(
                                "Deserialization exception handler is set to fail",
                                new SchemaRegistryException(
                                        SchemaRegistryException.Reason.UNREACHABLE,
                                        "The schema registry can't be reached",
                                        new java.net.ConnectException())),
                        Kind.SYSTEM,
                        "The schema registry can't be reached"),
                Arguments.of(
                        new StreamsException(
                                new SchemaRegistryException(
                                        SchemaRegistryException.Reason.DENIED, "Denied", null)),
                        Kind.USER,
                        "Denied"),
                Arguments.of(
                        new StreamsException(new UnusableSchemaException("A has no such type")),
                        Kind.USER,
                        "The query's rows can't be written: A has no such type"),
                Arguments.of(
                        new StreamsException(new NullPointerException("x is null")),
                        Kind.UNKNOWN,
                        "NullPointerException: x is null"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void saysWhoseMatterItIsAndWhatToDo(Throwable failure, Kind kind, String sentence) {
        assertThat(reasons().of(failure, Instant.EPOCH))
                .isEqualTo(new QueryFailure(Instant.EPOCH, kind, sentence));
    }
}
