// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.physical;

import org.jspecify.annotations.Nullable;

/** A stored plan that this program can't run; the message says why and what to do. */
public final class UnreadablePlanException extends RuntimeException {
    public UnreadablePlanException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
