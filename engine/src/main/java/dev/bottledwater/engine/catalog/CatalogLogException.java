// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.catalog;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** The catalog log couldn't be written or read; the message is one sentence for the operator. */
public final class CatalogLogException extends RuntimeException {
    public CatalogLogException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** An entry wasn't taken by Kafka. */
    static CatalogLogException unwritten(String topic, ExecutionException e) {
        return new CatalogLogException(
                "The statement could not be written to the catalog log, topic '%s': %s"
                        .formatted(topic, e.getCause()),
                e);
    }

    /** An entry's fate isn't known in time. */
    static CatalogLogException undecided(String topic, TimeoutException e) {
        return new CatalogLogException(
                "The catalog log, topic '%s', did not answer within 20 s; whether the statement took effect will show in SHOW STREAMS, SHOW TABLES and SHOW QUERIES."
                        .formatted(topic),
                e);
    }
}
