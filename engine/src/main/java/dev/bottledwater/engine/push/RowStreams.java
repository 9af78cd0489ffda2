// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import dev.bottledwater.engine.ProcessingLog;
import dev.bottledwater.engine.RowStream;
import dev.bottledwater.engine.RowStream.Event;
import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.format.RecordSide;
import dev.bottledwater.engine.memory.MemoryPipeline;
import dev.bottledwater.engine.memory.StateBudget;
import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.physical.PhysicalPlanner;
import dev.bottledwater.engine.physical.Step;
import dev.bottledwater.engine.pull.KeyLookup;
import dev.bottledwater.engine.pull.TableRows;
import dev.bottledwater.engine.pull.TopicReads;
import dev.bottledwater.engine.registry.SchemaRegistry;
import dev.bottledwater.engine.serde.Formats;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.plan.QueryPlan;
import dev.bottledwater.sql.schema.SourceKind;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Starts transient queries. Thread-safe. */
public final class RowStreams {
    /** All queries together may keep so many times as much. */
    private static final int SHARES = 3;

    private static final int QUEUE = 256;

    /** For a table that is read from its topic: its query keeps no store, or none that answers. */
    private static final String TABLE_REMEDY =
            "The table is read from its topic, since no store answers now: if it is new or has moved, try again in a moment; if its query keeps none (a join, EMIT FINAL, SELECT without WHERE), create a table with CREATE TABLE … AS SELECT … FROM it WHERE …, and query that.";

    /** How long a pull query waits for another one that reads a topic. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Making classes costs more than the rows of some keys do. */
    private static final ExpressionCompiler FOR_FEW_ROWS = ExpressionCompiler.interpreter();

    /** Finds tables whose rows are in stores, of this process or of others. */
    @FunctionalInterface
    public interface Tables {
        /**
         * @param queryId the persistent query that writes the table
         * @param scope of the query that reads
         * @param properties the statement's
         */
        Optional<TableRows> find(String queryId, QueryScope scope, Map<String, String> properties);
    }

    private final SourceTail.Factory tails;
    private final Tables tables;
    private final Map<String, String> serverProperties;
    private final TopicNames names;
    private final ProcessingLog log;
    private final ExpressionCompiler compiler;
    private final Formats formats;
    private final TransientLimits limits;
    private final StateBudget.Shared shared;
    private final TopicReads topicReads;
    private final UnstoredTables unstored;

    /**
     * @param clientProperties bootstrap servers and security settings
     * @param properties the server's; {@link TransientLimits} and where queries begin are read
     * @param tables where pull queries look first
     * @throws IllegalArgumentException for a limit that is none
     */
    public RowStreams(
            Map<String, String> clientProperties,
            Map<String, String> properties,
            TopicNames names,
            ProcessingLog log,
            ExpressionCompiler compiler,
            Formats formats,
            Tables tables) {
        this(
                new SharedTails(AssignedTail.factory(clientProperties, names)),
                tables,
                properties,
                TransientLimits.of(properties),
                names,
                log,
                compiler,
                formats);
    }

    RowStreams(
            SourceTail.Factory tails,
            Tables tables,
            Map<String, String> properties,
            TransientLimits limits,
            TopicNames names,
            ProcessingLog log,
            ExpressionCompiler compiler,
            Formats formats) {
        this.tails = tails;
        this.tables = tables;
        this.serverProperties = properties;
        this.limits = limits;
        this.unstored = new UnstoredTables(properties);
        this.shared =
                new StateBudget.Shared((long) SHARES * limits.stateEntries(), limits.stateBytes());
        this.topicReads =
                new TopicReads(limits.topicReads(), TransientLimits.TOPIC_READS, PATIENCE);
        this.names = names;
        this.log = log;
        this.compiler = compiler;
        this.formats = formats;
    }

    /** How many rows and groups all queries hold now. */
    long stateEntries() {
        return shared.used();
    }

    /** About how many bytes they take. */
    long stateBytes() {
        return shared.usedBytes();
    }

    private StateBudget budget(String remedy) {
        return new StateBudget(limits.stateEntries(), limits.stateBytes() / SHARES, shared, remedy);
    }

    /**
     * Starts a SELECT: a push query when it has EMIT, else a pull query.
     *
     * @param catalog tells which tables can be pulled from
     * @param properties the statement's; {@code auto.offset.reset} says where a push query begins,
     *     else the server's own, else it begins at the end
     * @throws IllegalArgumentException when it can't run, with a sentence for the user
     * @throws dev.bottledwater.engine.topic.TopicException when Kafka doesn't let it run
     */
    public RowStream open(QueryPlan plan, Catalog catalog, Map<String, String> properties) {
        var root = PhysicalPlanner.transientSteps(plan);
        var result = ResultRows.of(plan);
        var budget = budget(StateBudget.REMEDY);
        var queue = new EventQueue(QUEUE);
        var settings = new PushSettings(serverProperties, properties);
        var asked = plan.limit();
        long limit = asked == null ? -1 : asked;
        var pullsTable = plan.emit() == null && root.kind() == SourceKind.TABLE;
        var id =
                pullsTable
                        ? "query_" + System.currentTimeMillis()
                        : settings.id(plan, root, catalog);
        var scope = new QueryScope(id, compiler, formats, names, log);
        if (pullsTable) {
            unstored.check(plan, catalog);
            var keys = KeyLookup.keys(root, FOR_FEW_ROWS).orElse(null);
            var reading =
                    keys == null ? scope : new QueryScope(id, FOR_FEW_ROWS, formats, names, log);
            return storedTable(plan, catalog, scope, properties)
                    .flatMap(
                            table ->
                                    StoreReader.start(
                                            root,
                                            table,
                                            keys,
                                            reading,
                                            result,
                                            queue,
                                            budget,
                                            limit,
                                            () -> fromTopic(plan, root, scope, result, limit)))
                    .orElseGet(() -> fromTopic(plan, root, scope, result, limit));
        }
        boolean pull = plan.emit() == null;
        var reader = new PushReader(root, scope, result, queue, budget, limit, pull);
        boolean fromBeginning = pull || settings.fromBeginning();
        return start(
                id,
                pull ? RowStream.Kind.PULL_STREAM : RowStream.Kind.PUSH,
                result.columns(false),
                queue,
                reader,
                reader.pipeline().inputs(),
                fromBeginning,
                limit == 0 ? new Event.End("Limit Reached") : null,
                pull ? topicReads.begin() : () -> {},
                budget);
    }

    /** Starts a PRINT without a schema registry. */
    RowStream print(PrintRequest request) {
        return print(request, SchemaRegistry.none());
    }

    /**
     * Starts a PRINT.
     *
     * @param registry explains what was written with its schemas
     * @throws IllegalArgumentException when there is no such topic
     */
    public RowStream print(PrintRequest request, SchemaRegistry registry) {
        var topic = names.physicalTopic(request.topic());
        var queue = new EventQueue(QUEUE);
        var limit = request.limit();
        return start(
                "print_" + Long.toUnsignedString(ThreadLocalRandom.current().nextLong()),
                RowStream.Kind.PRINT,
                List.of(),
                queue,
                new PrintReader(
                        request,
                        queue,
                        new RegisteredText(formats, registry, RecordSide.KEY, topic),
                        new RegisteredText(formats, registry, RecordSide.VALUE, topic)),
                List.of(new MemoryPipeline.Input(topic, false)),
                request.fromBeginning(),
                limit != null && limit == 0 ? new Event.End(null) : null,
                () -> {},
                budget(StateBudget.REMEDY));
    }

    private RowStream start(
            String id,
            RowStream.Kind kind,
            List<RowStream.ResultColumn> columns,
            EventQueue queue,
            TailedRows.Reader reader,
            List<MemoryPipeline.Input> inputs,
            boolean fromBeginning,
            @Nullable Event endAtOnce,
            Runnable giveBack,
            StateBudget budget) {
        if (endAtOnce != null) {
            queue.end(endAtOnce, false);
        }
        boolean started = false;
        try {
            var rows =
                    new TailedRows(
                            id,
                            kind,
                            columns,
                            queue,
                            open(id, inputs, fromBeginning),
                            reader,
                            () -> {
                                budget.giveBackAll();
                                giveBack.run();
                            });
            started = true;
            return rows;
        } finally {
            if (!started) {
                giveBack.run();
            }
        }
    }

    private SourceTail open(String id, List<MemoryPipeline.Input> inputs, boolean fromBeginning) {
        var opened = new ArrayList<SourceTail>();
        try {
            for (var input : inputs) {
                opened.add(tails.open(input.topic(), fromBeginning || input.history()));
            }
            return opened.size() == 1 ? opened.getFirst() : new MergedTails(id, opened);
        } catch (RuntimeException e) {
            opened.forEach(SourceTail::close);
            throw e;
        }
    }

    /** A pull query on a table that reads the table's topic. */
    private RowStream fromTopic(
            QueryPlan plan, Step root, QueryScope scope, ResultRows result, long limit) {
        unstored.tell(plan);
        var budget = budget(TABLE_REMEDY);
        var queue = new EventQueue(QUEUE);
        var reader = new TableReader(root, scope, result, queue, budget, limit);
        return start(
                scope.queryId(),
                RowStream.Kind.PULL_TABLE,
                result.columns(true),
                queue,
                reader,
                reader.pipeline().inputs(),
                true,
                limit == 0 ? new Event.End(null) : null,
                topicReads.begin(),
                budget);
    }

    private Optional<TableRows> storedTable(
            QueryPlan plan, Catalog catalog, QueryScope scope, Map<String, String> properties) {
        return catalog.source(plan.sources().getFirst())
                .map(Source::createdBy)
                .flatMap(query -> tables.find(query, scope, properties));
    }
}
