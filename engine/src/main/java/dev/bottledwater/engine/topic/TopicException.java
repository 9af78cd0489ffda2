// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topic;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/** Kafka refused or didn't answer; the message is one sentence for the user. */
public final class TopicException extends RuntimeException {

    /** Why. */
    public enum Reason {
        /** The cluster's ACLs don't allow it. */
        DENIED,
        /** Kafka can't be reached, or didn't answer in time. */
        UNREACHABLE,
        /** Anything else, such as more replicas than brokers. */
        REFUSED
    }

    private final Reason reason;

    public TopicException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason);
    }

    public Reason reason() {
        return reason;
    }
}
