// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.query;

import java.time.Instant;

/** What a persistent query is doing. Only {@link Running} is ever shown as RUNNING. */
public sealed interface QueryState {

    /** The word that KSQL has for it. */
    String ksqlName();

    /** Not started yet. */
    record Created() implements QueryState {
        @Override
        public String ksqlName() {
            return "CREATED";
        }
    }

    /** Joining its group and restoring its state. */
    record Rebalancing() implements QueryState {
        @Override
        public String ksqlName() {
            return "REBALANCING";
        }
    }

    /** Processing records. */
    record Running() implements QueryState {
        @Override
        public String ksqlName() {
            return "RUNNING";
        }
    }

    /** Keeps its place in the group and its state, but processes nothing. */
    record Paused() implements QueryState {
        @Override
        public String ksqlName() {
            return "PAUSED";
        }
    }

    /** Ended by a failure; starts again at {@code retryAt}. */
    record Failed(QueryFailure failure, Instant retryAt) implements QueryState {
        @Override
        public String ksqlName() {
            return "ERROR";
        }
    }

    /** Committing and leaving its group. */
    record Stopping() implements QueryState {
        @Override
        public String ksqlName() {
            return "PENDING_SHUTDOWN";
        }
    }

    /** Ended for good. */
    record Stopped() implements QueryState {
        @Override
        public String ksqlName() {
            return "NOT_RUNNING";
        }
    }
}
