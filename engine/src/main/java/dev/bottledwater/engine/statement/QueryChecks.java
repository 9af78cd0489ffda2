// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.statement;

import dev.bottledwater.engine.StatementFailedException.Code;
import dev.bottledwater.engine.query.ProcessingGuarantee;
import dev.bottledwater.engine.query.QueryRuntime;
import dev.bottledwater.engine.topic.Transactions;
import dev.bottledwater.sql.ast.SourceSpan;

import java.util.Map;

/**
 * What is found out before a persistent query is written to the catalog, since a query that can't
 * run is better refused than started.
 *
 * @param server the server's properties
 */
record QueryChecks(Map<String, String> server, Transactions transactions, QueryRuntime runtime) {

    /**
     * Refuses a query that couldn't run.
     *
     * @param properties those of the statement
     * @throws RefusedException with the reason and what to do
     */
    void check(String queryId, Map<String, String> properties, SourceSpan span) {
        if (guarantee(properties, span) == ProcessingGuarantee.EXACTLY_ONCE) {
            checkTransactions(runtime.applicationId(queryId), span);
        }
    }

    private ProcessingGuarantee guarantee(Map<String, String> properties, SourceSpan span) {
        try {
            return ProcessingGuarantee.of(server, properties);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(
                    Code.BAD_STATEMENT, String.valueOf(e.getMessage()), span, null);
        }
    }

    private void checkTransactions(String applicationId, SourceSpan span) {
        if (!transactions.allowed(applicationId + "-check")) {
            throw new RefusedException(
                    Code.BAD_STATEMENT,
                    "processing.guarantee is exactly_once_v2, but this cluster doesn't let this app use transactions (no Write on TransactionalId '%s-*')."
                            .formatted(applicationId),
                    span,
                    "SET 'processing.guarantee'='at_least_once'; or use a cluster that grants Write on transactional ids, which plans on Heroku don't.");
        }
    }
}
