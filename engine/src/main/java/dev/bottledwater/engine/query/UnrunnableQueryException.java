// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.query;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/** A query can't be started now. The message is one sentence: why, and what to do. */
final class UnrunnableQueryException extends RuntimeException {
    private final QueryFailure.Kind kind;

    UnrunnableQueryException(QueryFailure.Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind);
    }

    QueryFailure.Kind kind() {
        return kind;
    }
}
