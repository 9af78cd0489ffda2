// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.inspect;

import dev.bottledwater.engine.catalog.StoredQuery;
import dev.bottledwater.engine.result.QueryActivity;
import dev.bottledwater.engine.result.Restoration;
import dev.bottledwater.engine.result.StatementResult.QueryError;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What statements see of the queries that run, on all instances. */
public interface RunningQueries {

    /**
     * How a persistent query is.
     *
     * @param state KSQL's word: RUNNING, PAUSED, ERROR …
     * @param errors its last failures, oldest first
     * @param restoration how far it is with its state; null when it restores none
     * @param activity what it did; nothing where it wasn't asked for
     */
    record Status(
            String state,
            List<QueryError> errors,
            @Nullable Restoration restoration,
            QueryActivity activity) {
        public Status {
            errors = List.copyOf(errors);
        }

        public Status(String state, List<QueryError> errors, @Nullable Restoration restoration) {
            this(state, errors, restoration, QueryActivity.NONE);
        }

        /** Returns the same with what the query did. */
        public Status with(QueryActivity activity) {
            return new Status(state, errors, restoration, activity);
        }
    }

    /**
     * A running push query.
     *
     * @param statement its text
     */
    record PushQuery(String id, String statement) {}

    /**
     * How queries are on all instances; those that don't answer soon are told of as such.
     *
     * @param queries the persistent queries that are asked for
     * @param details whether their failures are wanted, and what they did
     */
    ClusterView look(Collection<StoredQuery> queries, boolean details);

    /** The name of this instance. */
    String self();

    /** Text of the topology that a physical plan runs as. */
    String topology(StoredQuery query);

    /** The properties of the machine's resources that persistent queries share, as in effect. */
    Map<String, String> budgets();

    /** The id of a push query, whose case doesn't matter, on any instance. */
    Optional<String> pushQuery(String id);

    /** Ends the push query of this id, on whichever instance; false when there is none. */
    boolean closePushQuery(String id);
}
