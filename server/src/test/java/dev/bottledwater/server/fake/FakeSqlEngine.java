// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.fake;

import dev.bottledwater.engine.EngineHealth;
import dev.bottledwater.engine.EngineState;
import dev.bottledwater.engine.RowInserts;
import dev.bottledwater.engine.RowStream;
import dev.bottledwater.engine.SqlEngine;
import dev.bottledwater.engine.StatementEffect;
import dev.bottledwater.engine.StatementFailedException;
import dev.bottledwater.engine.StatementFailedException.Code;
import dev.bottledwater.engine.result.CommandStatus;
import dev.bottledwater.engine.result.HostStatus;
import dev.bottledwater.engine.result.QueryMetrics;
import dev.bottledwater.engine.result.StatementResult;
import dev.bottledwater.engine.session.RequestSession;
import dev.bottledwater.engine.session.Script;
import dev.bottledwater.engine.session.ScriptEffect;
import dev.bottledwater.sql.error.SqlException;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** An engine whose statements and queries are what a test says they are. */
public final class FakeSqlEngine implements SqlEngine {
    /** A call as it came. */
    public record Call(String sql, Map<String, ?> properties, Map<String, String> variables) {}

    private final Map<String, Supplier<List<StatementResult>>> statements =
            new ConcurrentHashMap<>();
    private final Map<String, Supplier<FakeRowStream>> queries = new ConcurrentHashMap<>();
    private final Map<String, Supplier<FakeRowStream>> atHand = new ConcurrentHashMap<>();
    private final Map<String, FakeRowStream> running = new ConcurrentHashMap<>();
    private final SequencedMap<String, CommandStatus> commands = new LinkedHashMap<>();
    public final List<Map<String, ?>> inserted = new CopyOnWriteArrayList<>();
    public final List<Call> calls = new CopyOnWriteArrayList<>();
    public volatile EngineState state = new EngineState.Running();
    public volatile SequencedMap<String, HostStatus> hosts;
    public volatile List<QueryMetrics> metrics = List.of();
    public volatile boolean closed;
    public volatile boolean catalogKnown = true;
    public volatile boolean kafkaReachable = true;
    public volatile long commandsToCome = 100;
    public final List<Long> awaited = new CopyOnWriteArrayList<>();

    @Override
    public List<QueryMetrics> metrics() {
        return metrics;
    }

    /** Makes {@link #execute} answer this text with these results. */
    public FakeSqlEngine on(String sql, StatementResult... results) {
        return onCall(sql, () -> List.of(results));
    }

    public FakeSqlEngine onCall(String sql, Supplier<List<StatementResult>> results) {
        statements.put(sql, results);
        return this;
    }

    public FakeSqlEngine onQuery(String sql, Supplier<FakeRowStream> rows) {
        queries.put(sql, rows);
        return this;
    }

    public FakeSqlEngine onRowsAtHand(String sql, Supplier<FakeRowStream> rows) {
        atHand.put(sql, rows);
        return this;
    }

    public FakeSqlEngine command(String id, CommandStatus status) {
        commands.put(id, status);
        return this;
    }

    @Override
    public EngineState state() {
        return state;
    }

    @Override
    public EngineHealth health() {
        return EngineHealth.of(state, catalogKnown, kafkaReachable);
    }

    @Override
    public String serviceId() {
        return "sample_";
    }

    @Override
    public String kafkaClusterId() {
        return "uES5Ae-KRJaaazqvU6fuyg";
    }

    @Override
    public List<StatementResult> execute(
            String sql, Map<String, ?> properties, Map<String, String> variables) {
        calls.add(new Call(sql, properties, variables));
        Supplier<List<StatementResult>> results = statements.get(sql);
        if (results == null) {
            throw unknown(sql);
        }
        return results.get();
    }

    @Override
    public StatementEffect effect(String sql, Map<String, String> variables) {
        try {
            return ScriptEffect.of(Script.parse(sql, RequestSession.of(Map.of(), variables), true));
        } catch (SqlException e) {
            throw new StatementFailedException(
                    Code.BAD_STATEMENT, e.message(), sql, List.of(), null, null, null);
        }
    }

    @Override
    public RowStream query(String sql, Map<String, ?> properties, Map<String, String> variables) {
        calls.add(new Call(sql, properties, variables));
        Supplier<FakeRowStream> rows = queries.get(sql);
        if (rows == null) {
            throw unknown(sql);
        }
        FakeRowStream stream = rows.get();
        running.put(stream.queryId(), stream);
        return stream;
    }

    @Override
    public Optional<RowStream> rowsAtHand(
            String sql, Map<String, ?> properties, Map<String, String> variables) {
        return Optional.ofNullable(atHand.get(sql)).map(Supplier::get);
    }

    private static StatementFailedException unknown(String sql) {
        return new StatementFailedException(
                Code.BAD_STATEMENT,
                "The test knows no such statement.",
                sql,
                List.of(),
                null,
                null,
                null);
    }

    /** A hundred commands are executed, and others come as soon as somebody waits for them. */
    @Override
    public boolean awaitCommand(long sequenceNumber, Duration timeout) {
        awaited.add(sequenceNumber);
        return sequenceNumber <= commandsToCome;
    }

    @Override
    public boolean hasExecuted(long sequenceNumber) {
        return sequenceNumber <= 100;
    }

    /** Rows with a column REJECT are refused, those with FAIL or DENIED when they are written. */
    @Override
    public RowInserts inserts(String target) {
        if (!target.equals("ORDERS")) {
            throw unknown(target);
        }
        return columns -> {
            if (columns.containsKey("REJECT")) {
                throw unknown("REJECT");
            }
            if (columns.containsKey("DENIED")) {
                return CompletableFuture.runAsync(
                        () -> {
                            throw new StatementFailedException(
                                    Code.FORBIDDEN_KAFKA, "No.", "", List.of(), null, null, null);
                        });
            }
            inserted.add(Map.copyOf(columns));
            return columns.containsKey("FAIL")
                    ? CompletableFuture.failedFuture(new IllegalStateException("Kafka is gone"))
                    : CompletableFuture.completedFuture(null);
        };
    }

    @Override
    public StatementResult terminate(List<String> topics) {
        calls.add(new Call("TERMINATE CLUSTER;", Map.of("topics", topics), Map.of()));
        return new StatementResult.CommandResult(
                "TERMINATE CLUSTER;",
                "cluster/TerminateCluster/terminate",
                new CommandStatus(CommandStatus.Status.SUCCESS, "Cluster terminated.", null),
                3);
    }

    @Override
    public boolean closeQuery(String queryId) {
        FakeRowStream stream = running.remove(queryId);
        if (stream != null) {
            stream.emit(new RowStream.Event.End(null));
        }
        return stream != null;
    }

    @Override
    public Optional<CommandStatus> commandStatus(String commandId) {
        return Optional.ofNullable(commands.get(commandId));
    }

    @Override
    public SequencedMap<String, CommandStatus> commandStatuses() {
        return commands;
    }

    @Override
    public Optional<SequencedMap<String, HostStatus>> hosts() {
        return Optional.ofNullable(hosts);
    }

    @Override
    public boolean isOverridable(String property) {
        return !property.equals("ksql.service.id");
    }

    @Override
    public void close() {
        closed = true;
        state = new EngineState.Stopped();
    }
}
