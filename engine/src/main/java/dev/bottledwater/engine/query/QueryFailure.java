// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.query;

import dev.bottledwater.engine.format.RowFormatException;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Why a query ended.
 *
 * @param message one sentence with the root of the failure
 */
public record QueryFailure(Instant at, Kind kind, String message) {

    /** KSQL's classes of failures. */
    public enum Kind {
        /** Topics, rights, data or the statement: something that users can mend. */
        USER,
        /** The cluster or this machine. */
        SYSTEM,
        UNKNOWN
    }

    public QueryFailure {
        Objects.requireNonNull(at);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(message);
    }

    static QueryFailure of(Throwable failure, Instant at) {
        var causes = causes(failure);
        var kind =
                causes.stream()
                        .map(QueryFailure::kindOf)
                        .filter(k -> k != Kind.UNKNOWN)
                        .findFirst()
                        .orElse(Kind.UNKNOWN);
        return new QueryFailure(at, kind, text(causes));
    }

    private static Kind kindOf(Throwable cause) {
        return switch (cause) {
            case MissingSourceTopicException _,
                    UnknownTopicOrPartitionException _,
                    InvalidTopicException _,
                    AuthorizationException _,
                    AuthenticationException _,
                    RecordTooLargeException _,
                    RowFormatException _,
                    ArithmeticException _,
                    IllegalArgumentException _ ->
                    Kind.USER;
            case RetriableException _,
                    ProcessorStateException _,
                    TaskCorruptedException _,
                    VirtualMachineError _,
                    java.io.IOException _ ->
                    Kind.SYSTEM;
            default -> Kind.UNKNOWN;
        };
    }

    /** The outermost Streams exception names task and topic but not the reason; the root does. */
    private static String text(List<Throwable> causes) {
        var root = causes.getLast();
        if (causes.stream().anyMatch(TransactionalIdAuthorizationException.class::isInstance)) {
            return "The query's processing.guarantee is exactly_once_v2, but this cluster doesn't let this app use transactions: set it to at_least_once, or have Write on TransactionalId granted";
        }
        var message = root.getMessage();
        var plain = root instanceof KafkaException || root instanceof IllegalArgumentException;
        var text =
                message == null || message.isBlank()
                        ? root.getClass().getSimpleName()
                        : plain ? message : root.getClass().getSimpleName() + ": " + message;
        return root instanceof StreamsException ? text.lines().findFirst().orElse(text) : text;
    }

    private static List<Throwable> causes(Throwable failure) {
        var causes = new ArrayList<Throwable>();
        for (@Nullable Throwable t = failure; t != null && !causes.contains(t); t = t.getCause()) {
            causes.add(t);
        }
        return causes;
    }
}
