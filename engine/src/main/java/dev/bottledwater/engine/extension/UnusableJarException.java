// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.extension;

import org.jspecify.annotations.Nullable;

/** A jar whose functions can't be used; the message is a part of a sentence that says why. */
final class UnusableJarException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableJarException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
