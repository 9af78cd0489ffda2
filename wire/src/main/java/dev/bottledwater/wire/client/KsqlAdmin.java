// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire.client;

import dev.bottledwater.wire.ErrorBody;
import dev.bottledwater.wire.KsqlRequest;
import dev.bottledwater.wire.QueryStreamRequest;
import dev.bottledwater.wire.entity.CommandStatus;
import dev.bottledwater.wire.entity.KsqlEntity;
import dev.bottledwater.wire.entity.QueryDescription;
import dev.bottledwater.wire.entity.RunningQuery;
import dev.bottledwater.wire.entity.SourceDescription;
import dev.bottledwater.wire.entity.SourceListing;
import dev.bottledwater.wire.entity.TopicListing;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lists, describes and changes what a server has. Each statement sees what those before it, sent
 * with the same object, have done, whichever instance answers. Methods throw as those of {@link
 * KsqlClient}. Thread-safe.
 */
public final class KsqlAdmin {
    private static final Duration LONGEST_COMMAND = Duration.ofMinutes(5);
    private static final long MILLIS_BETWEEN_QUESTIONS = 100;
    private static final int STATEMENT_FAILED = 40001;
    private static final Set<String> UNFINISHED =
            Set.of("QUEUED", "PARSING", "EXECUTING", "RUNNING");

    private final KsqlClient client;
    private final AtomicLong lastCommand = new AtomicLong(-1);

    KsqlAdmin(KsqlClient client) {
        this.client = client;
    }

    /**
     * Runs statements other than SELECT and PRINT, and waits until they are carried out.
     *
     * @return their answers in order; those of commands hold what the server said first
     * @throws RequestFailedException when one is refused, or a command failed; those before it are
     *     carried out
     * @throws CommandUnfinishedException when the server doesn't say within five minutes that one
     *     is carried out
     */
    public List<KsqlEntity> execute(String statements) {
        return execute(KsqlRequest.of(statements));
    }

    /** As {@link #execute(String)}, with properties such as {@code auto.offset.reset}. */
    public List<KsqlEntity> execute(String statements, Map<String, ?> properties) {
        return execute(KsqlRequest.of(statements, properties, Map.of()));
    }

    /** As {@link #execute(String)}, with properties and variables. */
    public List<KsqlEntity> execute(KsqlRequest request) {
        List<KsqlEntity> answers = client.makeKsqlRequest(inOrder(request));
        for (KsqlEntity answer : answers) {
            if (answer instanceof KsqlEntity.CurrentStatus command) {
                lastCommand.accumulateAndGet(command.commandSequenceNumber(), Math::max);
                CommandStatus end = end(command);
                if (end.status().equals("ERROR")) {
                    throw new RequestFailedException(
                            200,
                            ErrorBody.statement(
                                    STATEMENT_FAILED,
                                    end.message(),
                                    command.statementText(),
                                    answers.subList(0, answers.indexOf(answer)),
                                    null,
                                    null,
                                    null));
                }
            }
        }
        return answers;
    }

    /**
     * Returns a request, such as one with a SELECT, that sees what this object's commands did.
     *
     * @param request its own sequence number is replaced
     */
    public KsqlRequest inOrder(KsqlRequest request) {
        return new KsqlRequest(
                request.ksql(),
                request.streamsProperties(),
                request.sessionVariables(),
                lastNumber());
    }

    /**
     * Returns a query that sees what this object's commands did. Only for our servers: those of
     * ksqlDB take no sequence number at {@code /query-stream}.
     *
     * @param request its own sequence number is replaced
     */
    public QueryStreamRequest inOrder(QueryStreamRequest request) {
        return new QueryStreamRequest(
                request.sql(), request.properties(), request.sessionVariables(), lastNumber());
    }

    private @Nullable Long lastNumber() {
        long last = lastCommand.get();
        return last < 0 ? null : last;
    }

    private CommandStatus end(KsqlEntity.CurrentStatus command) {
        CommandStatus status = command.commandStatus();
        long deadline = System.nanoTime() + LONGEST_COMMAND.toNanos();
        while (UNFINISHED.contains(status.status())) {
            if (System.nanoTime() - deadline > 0) {
                throw new CommandUnfinishedException(
                        command.commandId(),
                        "The server hasn't carried the command %s out within %d minutes; it is %s."
                                .formatted(
                                        command.commandId(),
                                        LONGEST_COMMAND.toMinutes(),
                                        status.status()),
                        null);
            }
            try {
                Thread.sleep(MILLIS_BETWEEN_QUESTIONS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new CommandUnfinishedException(
                        command.commandId(),
                        "Interrupted while the server carried the command %s out."
                                .formatted(command.commandId()),
                        stopped);
            }
            status = client.commandStatus(command.commandId()).orElse(status);
        }
        return status;
    }

    /** Returns the streams. */
    public List<SourceListing> streams() {
        return one("SHOW STREAMS;", KsqlEntity.Streams.class).streams();
    }

    /** Returns the tables. */
    public List<SourceListing> tables() {
        return one("SHOW TABLES;", KsqlEntity.Tables.class).tables();
    }

    /** Returns the topics that statements can use. */
    public List<TopicListing> topics() {
        return one("SHOW TOPICS;", KsqlEntity.KafkaTopics.class).topics();
    }

    /** Returns the queries that run, push queries included. */
    public List<RunningQuery> queries() {
        return one("SHOW QUERIES;", KsqlEntity.Queries.class).queries();
    }

    /**
     * Describes a stream or table with its queries and topic.
     *
     * @param name exactly as listed
     */
    public SourceDescription describe(String name) {
        return one(
                        "DESCRIBE %s EXTENDED;".formatted(quoted(name)),
                        KsqlEntity.SourceDescriptionEntity.class)
                .sourceDescription();
    }

    /**
     * Explains a persistent query.
     *
     * @param queryId as listed
     */
    public QueryDescription explain(String queryId) {
        return one(
                        "EXPLAIN %s;".formatted(quoted(queryId)),
                        KsqlEntity.QueryDescriptionEntity.class)
                .queryDescription();
    }

    /**
     * Ends a query: a persistent one for good, or a push query of any client.
     *
     * @param queryId as listed
     */
    public void terminate(String queryId) {
        execute("TERMINATE %s;".formatted(quoted(queryId)));
    }

    private <T extends KsqlEntity> T one(String statement, Class<T> type) {
        return client.makeKsqlRequest(inOrder(KsqlRequest.of(statement))).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow(
                        () ->
                                QueryResult.broken(
                                        client.server(),
                                        new IOException(
                                                "%s has no answer of its kind."
                                                        .formatted(statement))));
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
