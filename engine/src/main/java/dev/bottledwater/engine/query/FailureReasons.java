// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.query;

import static dev.bottledwater.engine.query.QueryFailure.Kind.SYSTEM;
import static dev.bottledwater.engine.query.QueryFailure.Kind.UNKNOWN;
import static dev.bottledwater.engine.query.QueryFailure.Kind.USER;

import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.engine.physical.PhysicalPlan;
import dev.bottledwater.engine.query.QueryFailure.Kind;
import dev.bottledwater.engine.registry.SchemaRegistryException;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.streams.errors.MissingInternalTopicsException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.errors.TopologyException;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says why a query failed: whose matter it is, and one sentence that tells what to do. The texts
 * that are matched are those of Kafka Streams, which has no types for them.
 *
 * @param names users know topics by their logical names
 */
record FailureReasons(PhysicalPlan plan, TopicNames names) {
    private static final Pattern SENT =
            Pattern.compile("Error encountered sending record to topic (\\S+) for task");
    private static final Pattern NOT_CREATED =
            Pattern.compile("Could not create (?:internal )?topic ([^\\s,]+?)[.,]?(?:\\s|$)");
    private static final Pattern PARTITIONS =
            Pattern.compile(
                    "Existing internal topic (\\S+) has invalid partitions: expected: (\\d+); actual: (\\d+)");
    private static final Pattern NO_METADATA =
            Pattern.compile("Topic (\\S+) not present in metadata");
    private static final String GOES_ON = ", and the query goes on by itself";

    /** A failure without its time. */
    record Reason(Kind kind, String sentence) {}

    QueryFailure of(Throwable failure, Instant at) {
        var causes = causes(failure);
        var reason = reason(causes);
        return new QueryFailure(at, reason.kind(), reason.sentence());
    }

    /** Our own sentence if there is one; else the root knows most. */
    private Reason reason(List<Throwable> causes) {
        for (var cause : causes) {
            var reason = own(cause);
            if (reason != null) {
                return reason;
            }
        }
        for (var cause : causes.reversed()) {
            var reason = reason(cause, causes);
            if (reason != null) {
                return reason;
            }
        }
        return new Reason(UNKNOWN, text(causes));
    }

    private static @Nullable Reason own(Throwable cause) {
        return switch (cause) {
            case UnrunnableQueryException e -> new Reason(e.kind(), message(e));
            case SchemaRegistryException e ->
                    new Reason(
                            switch (e.reason()) {
                                case UNREACHABLE -> SYSTEM;
                                case NOT_CONFIGURED, DENIED, INCOMPATIBLE, REFUSED -> USER;
                            },
                            message(e));
            case UnusableSchemaException e ->
                    new Reason(USER, "The query's rows can't be written: " + message(e));
            case RowFormatException e -> new Reason(USER, message(e));
            default -> null;
        };
    }

    private @Nullable Reason reason(Throwable cause, List<Throwable> causes) {
        if (noSpace(cause)) {
            return new Reason(
                    SYSTEM,
                    "The disk of this machine is full, so the query's state can't be kept (%s): free some space, or use a larger machine"
                            .formatted(message(cause)));
        }
        return switch (cause) {
            case MissingSourceTopicException _ -> missingSource();
            case UnknownTopicOrPartitionException _ -> missing(sentTo(causes));
            case InvalidTopicException e ->
                    new Reason(USER, "A topic of the query can't be used: " + message(e));
            case TransactionalIdAuthorizationException _ ->
                    new Reason(
                            USER,
                            "The query's processing.guarantee is exactly_once_v2, but this cluster doesn't let this app use transactions: create the query with at_least_once, or have Write on TransactionalId granted");
            case TopicAuthorizationException e -> topicDenied(e, causes);
            case GroupAuthorizationException e ->
                    new Reason(
                            USER,
                            "The cluster doesn't let this app use the consumer group %s: create it with `heroku kafka:consumer-groups:create %s`, or grant Read on it"
                                            .formatted(e.groupId(), names.logicalTopic(e.groupId()))
                                    + GOES_ON);
            case ClusterAuthorizationException _ ->
                    new Reason(
                            USER,
                            "The cluster doesn't let this app write idempotently: grant IdempotentWrite, or set ksql.streams.producer.enable.idempotence=false");
            case AuthenticationException e ->
                    new Reason(
                            USER,
                            "Kafka doesn't accept this app's credentials (%s): check the config vars of the Kafka add-on"
                                    .formatted(message(e)));
            case RecordTooLargeException e ->
                    new Reason(
                            USER,
                            "A row is larger than the topic %s takes (%s): raise the topic's max.message.bytes or the query's producer.max.request.size"
                                            .formatted(sentTo(causes), message(e))
                                    + GOES_ON);
            case PolicyViolationException e ->
                    new Reason(
                            USER,
                            "A rule of the cluster forbids what the query needs: " + message(e));
            case UnsupportedVersionException e ->
                    new Reason(USER, "The cluster's Kafka is too old for the query: " + message(e));
            case MissingInternalTopicsException e ->
                    new Reason(
                            USER,
                            "Internal topics of the query were deleted (%s), and its state with them: DROP the query's source and create it again"
                                    .formatted(firstLine(message(e))));
            case TopologyException e -> topology(e);
            case ConfigException e ->
                    new Reason(USER, "A property of the query can't be used: " + message(e));
            case ArithmeticException _, IllegalArgumentException _ ->
                    new Reason(USER, text(causes));
            case OutOfMemoryError e -> outOfMemory(e);
            case VirtualMachineError e ->
                    new Reason(SYSTEM, "The program ran into a limit of the JVM: " + e);
            case org.apache.kafka.common.errors.TimeoutException e -> timeout(e, causes);
            case RetriableException e ->
                    new Reason(
                            SYSTEM,
                            "Kafka can't do now what the query needs (%s); it tries again"
                                    .formatted(message(e)));
            case RocksDBException e -> unusableState(e);
            case IOException e -> unusableState(e);
            case ProcessorStateException e -> unusableState(e);
            case TaskCorruptedException _ ->
                    new Reason(
                            SYSTEM,
                            "The query's state on this machine is damaged: it is built again from Kafka");
            case StreamsException e -> streams(e);
            default -> null;
        };
    }

    /** A source whose name Kafka Streams doesn't tell. */
    private Reason missingSource() {
        var topics = plan.sourceTopics();
        return new Reason(
                USER,
                (topics.size() == 1
                                        ? "The topic %s doesn't exist any more: create it"
                                        : "One of the topics %s doesn't exist any more: create it")
                                .formatted(String.join(", ", topics))
                        + GOES_ON);
    }

    private static Reason missing(String topic) {
        return new Reason(USER, "The topic %s doesn't exist: create it".formatted(topic) + GOES_ON);
    }

    private Reason topicDenied(TopicAuthorizationException e, List<Throwable> causes) {
        var created = find(NOT_CREATED, causes);
        if (created != null) {
            var topic = names.logicalTopic(created.group(1));
            return new Reason(
                    USER,
                    "The internal topic %s is missing and this app may not create it: create it with as many partitions as the query's source (`heroku kafka:topics:create %s --partitions …`)"
                                    .formatted(topic, topic)
                            + GOES_ON);
        }
        var topics = e.unauthorizedTopics().stream().map(names::logicalTopic).sorted().toList();
        if (topics.isEmpty()) {
            topics = List.of(sentTo(causes));
        }
        return new Reason(
                USER,
                "The cluster doesn't let this app %s the topic %s: grant it"
                                .formatted(
                                        plan.sourceTopics().containsAll(topics) ? "read" : "use",
                                        String.join(", ", topics))
                        + GOES_ON);
    }

    private static Reason topology(TopologyException e) {
        return message(e).contains("same number of partitions")
                ? new Reason(
                        USER,
                        "The topics of the join no longer have equal numbers of partitions (%s): give them as many each, or create the query again with PARTITION BY"
                                .formatted(firstLine(message(e))))
                : new Reason(USER, firstLine(message(e)));
    }

    private @Nullable Reason streams(StreamsException e) {
        var partitions = PARTITIONS.matcher(message(e));
        if (partitions.find()) {
            return new Reason(
                    USER,
                    "A source of the query has %s partitions now and had %s when its state was made, which would put keys apart from their state: DROP the query's source and create it again"
                            .formatted(partitions.group(2), partitions.group(3)));
        }
        return null;
    }

    private Reason timeout(
            org.apache.kafka.common.errors.TimeoutException e, List<Throwable> causes) {
        var absent = NO_METADATA.matcher(message(e));
        if (absent.find()) {
            return missing(names.logicalTopic(absent.group(1)));
        }
        var topic = find(SENT, causes);
        return new Reason(
                SYSTEM,
                topic == null
                        ? "Kafka did not answer in time (%s): is the cluster reachable?"
                                .formatted(firstLine(message(e)))
                        : "Kafka did not take rows for the topic %s in time (%s); the query tries again"
                                .formatted(
                                        names.logicalTopic(topic.group(1)), firstLine(message(e))));
    }

    private static Reason outOfMemory(OutOfMemoryError e) {
        return message(e).contains("native thread")
                ? new Reason(
                        SYSTEM,
                        "This machine allows no more threads: run fewer queries on it, or use a larger machine")
                : new Reason(
                        SYSTEM,
                        "The heap is used up (%s): run fewer queries, or use a larger machine"
                                .formatted(message(e)));
    }

    private static Reason unusableState(Exception e) {
        return new Reason(
                SYSTEM,
                "The query's state on this machine's disk can't be used (%s): it is opened again, or built again from Kafka"
                        .formatted(firstLine(message(e))));
    }

    private static boolean noSpace(Throwable cause) {
        var message = cause.getMessage();
        return message != null
                && (message.contains("No space left on device")
                        || message.contains("Disk quota exceeded"));
    }

    /** The topic that the row was for; the sink's where nothing says which. */
    private String sentTo(List<Throwable> causes) {
        var sent = find(SENT, causes);
        return sent == null ? plan.sink().topic() : names.logicalTopic(sent.group(1));
    }

    private static @Nullable Matcher find(Pattern pattern, List<Throwable> causes) {
        for (var cause : causes) {
            var matcher = pattern.matcher(message(cause));
            if (matcher.find()) {
                return matcher;
            }
        }
        return null;
    }

    /** The outermost Streams exception names task and topic but not the reason; the root does. */
    private static String text(List<Throwable> causes) {
        var root = causes.getLast();
        var message = root.getMessage();
        var plain = root instanceof KafkaException || root instanceof IllegalArgumentException;
        return message == null || message.isBlank()
                ? root.getClass().getSimpleName()
                : plain
                        ? firstLine(message)
                        : root.getClass().getSimpleName() + ": " + firstLine(message);
    }

    private static String message(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse(text);
    }

    private static List<Throwable> causes(Throwable failure) {
        var causes = new ArrayList<Throwable>();
        for (@Nullable Throwable t = failure; t != null && !causes.contains(t); t = t.getCause()) {
            causes.add(t);
        }
        return causes;
    }
}
