// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.analyze;

/** What a query is for; the rules of its projection follow from it. */
sealed interface QueryKind {

    /** A SELECT whose rows go to a client: push with EMIT, else pull. */
    record Transient() implements QueryKind {}

    /**
     * A query that runs on and writes a source.
     *
     * @param sink the source's name
     * @param statement for messages, e.g. {@code CREATE TABLE AS SELECT}
     */
    record Persistent(String sink, String statement) implements QueryKind {}
}
