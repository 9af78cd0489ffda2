// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

import java.net.URI;
import java.util.concurrent.CompletableFuture;

/** A worker as its supervisor sees it. */
interface ManagedWorker extends AutoCloseable {
    /** Where its REST API answers, on loopback. */
    URI uri();

    /** Completes when the worker has joined its group. */
    CompletableFuture<Void> whenReady();

    /** Completes with the cause when the worker ends by itself. */
    CompletableFuture<Throwable> whenFailed();

    /** Ends the worker; never throws. */
    @Override
    void close();
}
