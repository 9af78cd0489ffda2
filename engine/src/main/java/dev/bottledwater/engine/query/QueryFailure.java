// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.query;

import java.time.Instant;
import java.util.Objects;

/**
 * Why a query ended.
 *
 * @param message one sentence: what happened and what to do
 */
public record QueryFailure(Instant at, Kind kind, String message) {

    /** KSQL's classes of failures. */
    public enum Kind {
        /** Topics, rights, data or the statement: something that users can mend. */
        USER,
        /** The cluster, the schema registry or this machine. */
        SYSTEM,
        UNKNOWN
    }

    public QueryFailure {
        Objects.requireNonNull(at);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(message);
    }
}
