// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.statement;

import dev.bottledwater.engine.RowStream;
import dev.bottledwater.engine.StatementFailedException.Code;
import dev.bottledwater.engine.catalog.CatalogLog;
import dev.bottledwater.engine.lookup.LookupPlans;
import dev.bottledwater.engine.pull.PullLimits;
import dev.bottledwater.engine.push.PrintRequest;
import dev.bottledwater.engine.push.RowStreams;
import dev.bottledwater.engine.push.TableNotStoredException;
import dev.bottledwater.engine.registry.SchemaRegistry;
import dev.bottledwater.engine.session.RequestSession;
import dev.bottledwater.engine.session.Script;
import dev.bottledwater.engine.topic.InternalTopics;
import dev.bottledwater.engine.topic.TopicAdmin;
import dev.bottledwater.engine.topic.TopicShape;
import dev.bottledwater.sql.analyze.Analyzer;
import dev.bottledwater.sql.ast.DataStatement;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.error.Suggestions;
import dev.bottledwater.sql.parse.ParsedStatement;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** SELECT and PRINT: one statement whose rows go to a client. */
final class QueryExecution {
    private static final Logger LOG = LoggerFactory.getLogger(QueryExecution.class);

    private final CatalogLog log;
    private final TopicAdmin topics;
    private final InternalTopics internal;
    private final Analyzer analyzer;
    private final SessionExecution sessions;
    private final boolean substitute;
    private final PushQueries pushQueries;
    private final PullLimits pullLimits;
    private final RowStreams rows;
    private final SchemaRegistry registry;
    private final LookupPlans lookups;

    QueryExecution(
            CatalogLog log,
            TopicAdmin topics,
            InternalTopics internal,
            Analyzer analyzer,
            SessionExecution sessions,
            boolean substitute,
            PushQueries pushQueries,
            PullLimits pullLimits,
            RowStreams rows,
            LookupPlans lookups,
            SchemaRegistry registry) {
        this.log = log;
        this.topics = topics;
        this.internal = internal;
        this.analyzer = analyzer;
        this.sessions = sessions;
        this.substitute = substitute;
        this.pushQueries = pushQueries;
        this.pullLimits = pullLimits;
        this.rows = rows;
        this.lookups = lookups;
        this.registry = registry;
    }

    /**
     * The rows of a pull query by key, if they can be read without waiting.
     *
     * @return empty for other statements, and where something is wrong: {@link #start} tells what
     */
    Optional<RowStream> atHand(
            String sql, Map<String, ?> properties, Map<String, String> variables) {
        var session = RequestSession.of(properties, variables);
        try {
            sessions.check(session);
            return lookups.rowsAtHand(sql, log.state().catalog(), session.properties())
                    .map(found -> pullLimits.start(() -> found));
        } catch (RefusedException | PullLimits.ReachedException e) {
            LOG.debug("Not answered at once: {}", e.getMessage());
            return Optional.empty();
        }
    }

    RowStream start(String sql, Map<String, ?> properties, Map<String, String> variables) {
        var session = RequestSession.of(properties, variables);
        try {
            sessions.check(session);
            var catalog = log.state().catalog();
            var known = lookups.find(sql, catalog, session.properties());
            if (known.isPresent()) {
                try {
                    return pull(() -> rows.open(known.get(), catalog, session.properties()));
                } catch (IllegalArgumentException e) {
                    LOG.debug("Analysed anew, which tells the place of what is wrong", e);
                }
            }
            var parsed = parse(sql, session);
            if (parsed.statement() instanceof DataStatement.Select select) {
                return select(sql, parsed.text(), select, session);
            }
            if (parsed.statement() instanceof DataStatement.PrintTopic print) {
                return print(parsed.text(), print);
            }
            throw RefusedException.generic(
                    Code.BAD_REQUEST,
                    "Statement type `%s' not supported for this resource"
                            .formatted(parsed.statement().getClass().getSimpleName()),
                    parsed.span(),
                    "SELECT and PRINT are; send other statements to /ksql.");
        } catch (RuntimeException e) {
            throw ScriptRunner.failure(e, sql, List.of());
        }
    }

    private ParsedStatement parse(String sql, RequestSession session) {
        List<ParsedStatement> statements;
        try {
            statements = Script.parse(sql, session, substitute);
        } catch (SqlException e) {
            throw withStatement(e, sql);
        }
        if (statements.size() != 1) {
            throw withStatement(
                    new SqlException(
                            ErrorCode.STATEMENT_COUNT,
                            "Expected exactly one KSQL statement; found %d instead"
                                    .formatted(statements.size()),
                            statements.isEmpty() ? null : statements.get(1).span(),
                            "Send each query by itself."),
                    sql);
        }
        return statements.getFirst();
    }

    /** KSQL ends such messages with the statement, at these endpoints only. */
    private static SqlException withStatement(SqlException e, String sql) {
        return new SqlException(
                e.code(),
                e.message() + "\nStatement: " + sql,
                e.span().orElse(null),
                e.hint().orElse(null),
                e.logMessage());
    }

    private RowStream select(
            String sql, String text, DataStatement.Select select, RequestSession session) {
        var catalog = log.state().catalog();
        var plan = analyzer.with(session.properties()).analyze(select.query(), catalog);
        try {
            if (plan.emit() == null) {
                var opened = pull(() -> rows.open(plan, catalog, session.properties()));
                lookups.keep(sql, catalog, session.properties(), plan);
                return opened;
            }
            return pushQueries.start(text, () -> rows.open(plan, catalog, session.properties()));
        } catch (IllegalArgumentException e) {
            throw new SqlException(
                    ErrorCode.INVALID_QUERY,
                    String.valueOf(e.getMessage()),
                    select.query().from().span(),
                    e instanceof TableNotStoredException table ? table.hint() : null);
        }
    }

    private RowStream pull(Supplier<RowStream> query) {
        try {
            return pullLimits.start(query);
        } catch (PullLimits.ReachedException e) {
            throw RefusedException.generic(
                    Code.TOO_MANY_REQUESTS,
                    String.valueOf(e.getMessage()),
                    null,
                    "Try again in a moment.");
        }
    }

    /** Counted, listed and ended as push queries are: it reads as they do, from a consumer. */
    private RowStream print(String text, DataStatement.PrintTopic print) {
        var topic = print.topic();
        if (internal.isClosed(topic)) {
            throw new SqlException(
                    ErrorCode.SOURCE_RESTRICTED,
                    "Topic '%s' is internal: it can't be read or written with SQL."
                            .formatted(topic),
                    print.span(),
                    "SHOW TOPICS lists the topics that can.");
        }
        if (topics.describe(topic).isEmpty()) {
            var known =
                    topics.list().stream()
                            .map(TopicShape::name)
                            .filter(n -> !internal.isClosed(n))
                            .toList();
            var guess = Suggestions.didYouMean(topic, known);
            throw new SqlException(
                    ErrorCode.UNKNOWN_TOPIC,
                    "Could not find topic '%s', or the KSQL user does not have permissions to list the topic. Topic names are case-sensitive."
                            .formatted(topic),
                    print.span(),
                    guess.isEmpty() ? "SHOW TOPICS lists those that there are." : guess);
        }
        var interval = print.interval();
        var limit = print.limit();
        try {
            var request =
                    new PrintRequest(
                            topic,
                            print.fromBeginning(),
                            interval == null ? 1 : interval,
                            limit == null ? null : Long.valueOf(limit));
            return pushQueries.start(text, () -> rows.print(request, registry));
        } catch (IllegalArgumentException e) {
            throw new SqlException(
                    ErrorCode.INVALID_CLAUSE, String.valueOf(e.getMessage()), print.span(), null);
        }
    }
}
