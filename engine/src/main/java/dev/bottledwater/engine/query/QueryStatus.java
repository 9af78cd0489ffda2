// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.query;

import dev.bottledwater.engine.result.Restoration;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * How a persistent query is.
 *
 * @param failures its last failures, oldest first
 * @param applicationId the cluster's name of its group, and the beginning of its internal topics'
 * @param restoration how far it is with its state; null when it restores none
 */
public record QueryStatus(
        QueryState state,
        List<QueryFailure> failures,
        String applicationId,
        @Nullable Restoration restoration) {
    public QueryStatus {
        failures = List.copyOf(failures);
    }
}
