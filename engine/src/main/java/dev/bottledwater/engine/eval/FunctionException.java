// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval;

import org.jspecify.annotations.Nullable;

/**
 * An argument for which a function has no result. The message goes to the processing log as it is,
 * so it holds no data.
 */
public final class FunctionException extends RuntimeException {

    /**
     * @param message what is wrong with which argument, without the argument's value
     * @param cause may hold data; null if there is none
     */
    public FunctionException(String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
    }

    public FunctionException(String message) {
        this(message, null);
    }
}
