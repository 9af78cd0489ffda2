// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire.client;

import org.jspecify.annotations.Nullable;

/** A request that brought no usable answer. */
public abstract sealed class KsqlClientException extends RuntimeException
        permits RequestFailedException, ServerUnreachableException, CommandUnfinishedException {
    KsqlClientException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
