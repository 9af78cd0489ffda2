// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.statement;

import dev.bottledwater.engine.catalog.CatalogChange;
import dev.bottledwater.engine.catalog.CatalogState;
import dev.bottledwater.engine.catalog.StoredQuery;
import dev.bottledwater.engine.inspect.RunningQueries.Status;
import dev.bottledwater.engine.physical.PhysicalPlanJson;
import dev.bottledwater.engine.physical.UnreadablePlanException;
import dev.bottledwater.engine.query.QueryDefinition;
import dev.bottledwater.engine.query.QueryRuntime;
import dev.bottledwater.engine.result.StatementResult.QueryError;
import dev.bottledwater.sql.function.FunctionRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs the persistent queries of the catalog, from the plans that are stored with them. Told of the
 * catalog on the log's thread; nothing here waits for the log.
 */
final class CatalogQueries {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogQueries.class);
    private static final Duration DROP_PATIENCE = Duration.ofSeconds(10);

    private final QueryRuntime runtime;
    private final FunctionRegistry functions;
    private final Map<String, QueryError> unreadable = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Void>> drops = new ConcurrentHashMap<>();

    CatalogQueries(QueryRuntime runtime, FunctionRegistry functions) {
        this.runtime = runtime;
        this.functions = functions;
    }

    /** Starts all queries of a catalog that was read for the first time. */
    void start(CatalogState catalog) {
        follow(CatalogState.EMPTY, catalog);
    }

    /** Starts, pauses, resumes and ends what differs. */
    void follow(CatalogState before, CatalogState after) {
        for (var old : before.queries().values()) {
            if (after.query(old.id()).isEmpty()) {
                drop(old.id());
            }
        }
        for (var query : after.queries().values()) {
            var old = before.queries().get(query.id());
            if (old == null
                    || !old.plan().equals(query.plan())
                    || !old.properties().equals(query.properties())) {
                start(query);
            } else if (!old.paused() && query.paused()) {
                runtime.pause(query.id());
            } else if (old.paused() && !query.paused()) {
                runtime.resume(query.id());
            }
        }
    }

    /** One query that this program can't run keeps no other from running. */
    private void start(StoredQuery query) {
        try {
            runtime.start(definition(query), query.paused());
            unreadable.remove(query.id());
        } catch (UnreadablePlanException | IllegalArgumentException e) {
            LOG.error("Query {} can't be started", query.id(), e);
            unreadable.put(
                    query.id(),
                    new QueryError(
                            System.currentTimeMillis(), String.valueOf(e.getMessage()), "SYSTEM"));
        }
    }

    private void drop(String id) {
        unreadable.remove(id);
        var dropped = runtime.drop(id);
        drops.put(id, dropped);
        dropped.whenComplete((_, _) -> drops.remove(id, dropped));
    }

    /**
     * Waits until the queries that a change ends have ended here, for a while: a topic that is to
     * be deleted must not be written to any more.
     */
    void awaitDropped(List<CatalogChange> changes) {
        var waiting =
                changes.stream()
                        .filter(CatalogChange.DropQuery.class::isInstance)
                        .map(CatalogChange.DropQuery.class::cast)
                        .map(c -> drops.get(c.id()))
                        .filter(java.util.Objects::nonNull)
                        .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(waiting).get(DROP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("A query takes long to end", e);
        }
    }

    private QueryDefinition definition(StoredQuery query) {
        return new QueryDefinition(
                query.id(), PhysicalPlanJson.decode(query.plan(), functions), query.properties());
    }

    /** How a query is in this process; one that isn't here yet or any more is so too. */
    Status status(StoredQuery query) {
        var error = unreadable.get(query.id());
        if (error != null) {
            return new Status("ERROR", List.of(error), null);
        }
        return runtime.status(query.id())
                .map(
                        s ->
                                new Status(
                                        s.state().ksqlName(),
                                        s.failures().stream()
                                                .map(
                                                        f ->
                                                                new QueryError(
                                                                        f.at().toEpochMilli(),
                                                                        f.message(),
                                                                        f.kind().name()))
                                                .toList(),
                                        s.restoration()))
                .orElseGet(() -> new Status("NOT_RUNNING", List.of(), null));
    }

    /** The properties of the machine's resources that the queries share, as in effect. */
    Map<String, String> budgets() {
        return runtime.budgets().properties();
    }

    /** Text of the topology that a query runs as, or why there is none. */
    String topology(StoredQuery query) {
        try {
            return runtime.topology(definition(query)).describe().toString();
        } catch (UnreadablePlanException | IllegalArgumentException e) {
            return "The topology can't be built: " + e.getMessage();
        }
    }
}
