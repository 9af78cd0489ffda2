// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.query;

import java.util.List;

/**
 * How a persistent query is.
 *
 * @param failures its last failures, oldest first
 * @param applicationId the cluster's name of its group, and the beginning of its internal topics'
 */
public record QueryStatus(QueryState state, List<QueryFailure> failures, String applicationId) {
    public QueryStatus {
        failures = List.copyOf(failures);
    }
}
