// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topic;

import dev.bottledwater.engine.topic.TopicException.Reason;

import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for answers of Kafka's admin client and says what a failure means. */
final class KafkaAnswers {
    /** Longer than the admin client's own time limit for a call. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private KafkaAnswers() {}

    /**
     * The answer.
     *
     * @param action what was asked, to follow "Kafka could not"
     * @throws TopicException for anything that went wrong
     */
    static <T> T await(KafkaFuture<T> future, String action) {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TopicException(
                    Reason.UNREACHABLE, "Interrupted before Kafka could %s.".formatted(action), e);
        } catch (TimeoutException e) {
            throw new TopicException(
                    Reason.UNREACHABLE,
                    "Kafka did not %s within %d s: is the cluster reachable?"
                            .formatted(action, PATIENCE.toSeconds()),
                    e);
        } catch (ExecutionException e) {
            throw failed(e.getCause() == null ? e : e.getCause(), action);
        }
    }

    private static TopicException failed(Throwable cause, String action) {
        return switch (cause) {
            case AuthorizationException denied ->
                    new TopicException(
                            Reason.DENIED,
                            "Kafka could not %s: the cluster doesn't allow it (%s)"
                                    .formatted(action, denied.getMessage()),
                            denied);
            case RetriableException retriable ->
                    new TopicException(
                            Reason.UNREACHABLE,
                            "Kafka could not %s now: %s".formatted(action, retriable.getMessage()),
                            retriable);
            default ->
                    new TopicException(
                            Reason.REFUSED,
                            "Kafka could not %s: %s".formatted(action, cause.getMessage()),
                            cause);
        };
    }
}
