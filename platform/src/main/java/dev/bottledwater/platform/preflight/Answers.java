// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.preflight;

import org.apache.kafka.common.KafkaFuture;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** Reads the admin client's answers, one per name that was asked for. */
final class Answers {
    private Answers() {}

    /** Returns the answer for a name that was asked for. */
    static <K, T> KafkaFuture<T> of(Map<K, KafkaFuture<T>> answers, K name) {
        return Objects.requireNonNull(answers.get(name), "the admin client answers for each name");
    }

    /** Waits, and returns what the call failed with; empty where it didn't. */
    static Optional<Throwable> failure(KafkaFuture<?> answer) throws InterruptedException {
        try {
            answer.get();
            return Optional.empty();
        } catch (ExecutionException failed) {
            return Optional.of(KafkaFailure.unwrap(failed));
        }
    }
}
