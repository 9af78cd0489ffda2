// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.result;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of a command.
 *
 * @param queryId the persistent query that the command started, null if none
 */
public record CommandStatus(Status status, String message, @Nullable String queryId) {

    /** KSQL's statuses. */
    public enum Status {
        QUEUED,
        PARSING,
        EXECUTING,
        RUNNING,
        TERMINATED,
        SUCCESS,
        ERROR
    }
}
