// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.registry;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * The registry didn't do what it was asked. The message is one sentence for users and holds no
 * secret.
 *
 * <p>It is no {@code SerializationException}, since it says nothing about a record: a record whose
 * schema can't be looked up now may be read in a minute.
 */
public final class SchemaRegistryException extends RuntimeException {

    /** What went wrong, by what can be done about it. */
    public enum Reason {
        /** There is no registry: set a config var. */
        NOT_CONFIGURED,
        /** No answer, or one that says to come back later: it may work again. */
        UNREACHABLE,
        /** The credentials or their rights don't suffice. */
        DENIED,
        /** The subject's other versions forbid this schema. */
        INCOMPATIBLE,
        /** Any other refusal. */
        REFUSED
    }

    private final Reason reason;

    public SchemaRegistryException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason);
    }

    public Reason reason() {
        return reason;
    }
}
