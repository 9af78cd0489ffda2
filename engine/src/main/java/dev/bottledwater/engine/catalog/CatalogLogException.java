// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.catalog;

import org.jspecify.annotations.Nullable;

/** The catalog log couldn't be written or read; the message is one sentence for the operator. */
public final class CatalogLogException extends RuntimeException {
    public CatalogLogException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
