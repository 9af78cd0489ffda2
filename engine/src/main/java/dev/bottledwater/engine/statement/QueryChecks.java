// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.statement;

import dev.bottledwater.engine.StatementFailedException.Code;
import dev.bottledwater.engine.catalog.StoredQuery;
import dev.bottledwater.engine.query.ProcessingGuarantee;
import dev.bottledwater.engine.query.QueryRuntime;
import dev.bottledwater.engine.topic.CleanupPolicy;
import dev.bottledwater.engine.topic.InternalTopics;
import dev.bottledwater.engine.topic.TopicSpec;
import dev.bottledwater.engine.topic.Transactions;
import dev.bottledwater.engine.topology.DeadLetters;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.catalog.Source;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is found out before a persistent query is written to the catalog, since a query that can't
 * run is better refused than started.
 *
 * @param server the server's properties
 */
record QueryChecks(
        Map<String, String> server,
        InternalTopics topics,
        Transactions transactions,
        QueryRuntime runtime) {
    private static final String ACTIVE_LIMIT = "ksql.query.persistent.active.limit";

    /**
     * Refuses a query that couldn't run.
     *
     * @return topics to create before it runs
     * @throws RefusedException with the reason and what to do
     */
    List<TopicSpec> check(StoredQuery query, String sinkTopic, Moment now, SourceSpan span) {
        var properties = query.properties();
        checkNumber(query.id(), now, span);
        checkGuarantee(query.id(), properties, span);
        checkBudgets(query.id(), properties, span);
        return DeadLetters.topic(server, properties)
                .map(topic -> deadLetterTopic(topic, query, sinkTopic, now, span))
                .orElse(List.of());
    }

    /** One partition, as Kafka Connect makes it, and kept as long as the cluster's default. */
    private List<TopicSpec> deadLetterTopic(
            String topic, StoredQuery query, String sinkTopic, Moment now, SourceSpan span) {
        var used =
                Stream.concat(
                                query.info().sources().stream()
                                        .map(name -> now.catalog().source(name))
                                        .flatMap(Optional::stream)
                                        .map(Source::topic),
                                Stream.of(sinkTopic))
                        .anyMatch(topic::equals);
        if (used || topics.isClosed(topic)) {
            throw new RefusedException(
                    Code.BAD_STATEMENT,
                    "%s is '%s', %s."
                            .formatted(
                                    DeadLetters.PROPERTY,
                                    topic,
                                    used
                                            ? "which the query itself reads or writes"
                                            : "which is an internal topic"),
                    span,
                    "Name a topic of its own for records that can't be processed, or '' for none.");
        }
        return now.topics().describe(topic).isPresent()
                ? List.of()
                : List.of(new TopicSpec(topic, 1, null, CleanupPolicy.DELETE, null));
    }

    /** A query that takes the place of another one adds none. */
    private void checkNumber(String queryId, Moment now, SourceSpan span) {
        var text = server.getOrDefault(ACTIVE_LIMIT, "" + Integer.MAX_VALUE).strip();
        if (!text.matches("[0-9]{1,10}")) {
            throw new RefusedException(
                    Code.SERVER_ERROR,
                    "%s is '%s', but must be a whole number.".formatted(ACTIVE_LIMIT, text),
                    span,
                    null);
        }
        var queries = now.state().queries();
        if (!queries.containsKey(queryId) && queries.size() >= Long.parseLong(text)) {
            throw RefusedException.generic(
                    Code.BAD_REQUEST,
                    "There are %d persistent queries already, and at most %s may be (%s)."
                            .formatted(queries.size(), text, ACTIVE_LIMIT),
                    span,
                    "End one of them with TERMINATE, or raise the limit.");
        }
    }

    private void checkGuarantee(String queryId, Map<String, String> properties, SourceSpan span) {
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

    private void checkBudgets(String queryId, Map<String, String> properties, SourceSpan span) {
        Optional<String> refusal;
        try {
            refusal = runtime.refusal(queryId, properties);
        } catch (IllegalArgumentException e) {
            refusal = Optional.of(String.valueOf(e.getMessage()));
        }
        refusal.ifPresent(
                reason -> {
                    throw new RefusedException(Code.BAD_STATEMENT, reason + ".", span, null);
                });
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
