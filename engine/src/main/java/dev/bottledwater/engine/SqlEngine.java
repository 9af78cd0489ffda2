// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine;

import dev.bottledwater.engine.result.CommandStatus;
import dev.bottledwater.engine.result.HostStatus;
import dev.bottledwater.engine.result.QueryMetrics;
import dev.bottledwater.engine.result.StatementResult;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Runs KSQL: statements change the catalog and start persistent queries, queries answer with rows.
 * Thread-safe; every method may block on Kafka but {@link #rowsAtHand} and {@link #hasExecuted}.
 */
public interface SqlEngine extends AutoCloseable {

    /** What the engine is doing now. */
    EngineState state();

    /** What of the engine works, by what it knows: asks nobody. */
    EngineHealth health();

    /** The service id that names query applications, e.g. {@code default_}. */
    String serviceId();

    /** The id of the Kafka cluster. */
    String kafkaClusterId();

    /**
     * Runs statements other than SELECT and PRINT. All are validated first, as if in sequence, then
     * run one by one.
     *
     * @param sql one or more statements
     * @param properties overrides such as {@code auto.offset.reset}, by KSQL's names
     * @param variables values of {@code ${name}}
     * @return the results of the statements that have any, in order
     * @throws StatementFailedException for a bad statement, and for one that fails while running
     * @throws EngineUnavailableException while the engine is starting or stopping
     */
    List<StatementResult> execute(
            String sql, Map<String, ?> properties, Map<String, String> variables);

    /**
     * What statements would do, for who may not do all. Nothing runs.
     *
     * @param sql one or more statements
     * @param variables values of {@code ${name}}
     * @throws StatementFailedException when it isn't a script; then {@link #execute} runs none of
     *     it
     * @throws EngineUnavailableException while the engine is starting or stopping
     */
    StatementEffect effect(String sql, Map<String, String> variables);

    /**
     * Starts one SELECT or PRINT. The caller closes the stream.
     *
     * @throws StatementFailedException for a bad statement, or one that isn't a query
     * @throws EngineUnavailableException while the engine is starting or stopping
     */
    RowStream query(String sql, Map<String, ?> properties, Map<String, String> variables);

    /**
     * The rows of a pull query by key if they are in this process and statements like it were run
     * before: read from memory and the local disk, waiting for nobody. The caller closes the
     * stream, which has all rows when this returns.
     *
     * @return empty for everything else, for statements that are wrong too: {@link #query} answers
     *     those
     */
    default Optional<RowStream> rowsAtHand(
            String sql, Map<String, ?> properties, Map<String, String> variables) {
        return Optional.empty();
    }

    /**
     * Waits until a command has been executed here, whichever instance took it.
     *
     * @param sequenceNumber as the result of the command told it
     * @return false when that took longer than the timeout
     * @throws EngineUnavailableException while the engine is starting or stopping
     */
    boolean awaitCommand(long sequenceNumber, Duration timeout) throws InterruptedException;

    /**
     * Whether a command has been executed here, whichever instance took it. Waits for nobody; false
     * while the engine is starting or stopping.
     *
     * @param sequenceNumber as the result of the command told it
     */
    boolean hasExecuted(long sequenceNumber);

    /**
     * Opens a stream or table for rows that a client sends.
     *
     * @param target its name in any case, or in back-quotes as it is
     * @throws StatementFailedException when there is none, or it takes no rows
     * @throws EngineUnavailableException while the engine is starting or stopping
     */
    RowInserts inserts(String target);

    /**
     * Ends all persistent queries and forgets all streams, tables and types.
     *
     * @param topics names, or regular expressions of names, of topics to delete; only topics that
     *     queries made are
     * @throws EngineUnavailableException while the engine is starting or stopping
     */
    StatementResult terminate(List<String> topics);

    /** Ends the push query of this id; false when there is none. */
    boolean closeQuery(String queryId);

    /** The status of a command by its id such as {@code stream/`ORDERS`/create}. */
    Optional<CommandStatus> commandStatus(String commandId);

    /** All known command statuses, oldest first. */
    SequencedMap<String, CommandStatus> commandStatuses();

    /**
     * All instances by name, and where the state of persistent queries is.
     *
     * @return empty where instances don't hear of each other
     * @throws EngineUnavailableException while the engine is starting or stopping
     */
    Optional<SequencedMap<String, HostStatus>> hosts();

    /** What the persistent queries of this process did; empty before they are started. */
    default List<QueryMetrics> metrics() {
        return List.of();
    }

    /** How many push queries run in this process. */
    default int pushQueryCount() {
        return 0;
    }

    /** Whether clients may override the property of this name. */
    boolean isOverridable(String property);

    /** Stops queries with their offsets committed and leaves their groups; within 20 seconds. */
    @Override
    void close();
}
