// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

/** A worker can't start. The message is for the operator: what is wrong and what to do. */
public final class WorkerStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public WorkerStartException(String message) {
        super(message);
    }

    public WorkerStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
