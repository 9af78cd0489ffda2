// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.inspect;

import dev.bottledwater.engine.catalog.StoredQuery;
import dev.bottledwater.engine.result.StatementResult.QueryError;

import java.util.List;
import java.util.Map;

/** What statements see of the queries that run in this process. */
public interface RunningQueries {

    /**
     * How a persistent query is.
     *
     * @param state KSQL's word: RUNNING, PAUSED, ERROR …
     * @param errors its last failures, oldest first
     */
    record Status(String state, List<QueryError> errors) {
        public Status {
            errors = List.copyOf(errors);
        }
    }

    /**
     * A running push query.
     *
     * @param statement its text
     */
    record PushQuery(String id, String statement) {}

    /** How a persistent query is; a query that isn't here yet or any more is so too. */
    Status status(StoredQuery query);

    /** Text of the topology that a physical plan runs as. */
    String topology(StoredQuery query);

    /** The properties of the machine's resources that persistent queries share, as in effect. */
    Map<String, String> budgets();

    /** The push queries of this process. */
    List<PushQuery> pushQueries();

    /** Ends the push query of this id; false when there is none. */
    boolean closePushQuery(String id);
}
