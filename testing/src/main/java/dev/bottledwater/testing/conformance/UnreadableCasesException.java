// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.conformance;

import org.jspecify.annotations.Nullable;

/** A file holds no cases that can be read; the message is a sentence that names the file. */
public final class UnreadableCasesException extends RuntimeException {
    public UnreadableCasesException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
