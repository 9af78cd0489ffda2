// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.memory;

import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.operator.Filtering;
import dev.bottledwater.engine.operator.FlatMapping;
import dev.bottledwater.engine.operator.NewKey;
import dev.bottledwater.engine.operator.Projection;
import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.operator.RecordPosition;
import dev.bottledwater.engine.operator.SourceUses;
import dev.bottledwater.engine.operator.StepErrors;
import dev.bottledwater.engine.physical.Step;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.plan.ScanColumn;
import dev.bottledwater.sql.plan.ScannedSource;
import dev.bottledwater.sql.schema.SourceKind;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The steps of a plan in memory: takes the records of its sources' topics and hands rows to its
 * last stage. Not thread-safe.
 */
public final class MemoryPipeline {
    private final QueryScope scope;
    private final StateBudget budget;
    private final History history = new History();
    private final List<ClosingStage> windowStages = new ArrayList<>();
    private final SourceUses uses;
    private final List<SourceStage> sources = new ArrayList<>();
    private RecordPosition position = RecordPosition.NONE;

    /**
     * A topic that is read.
     *
     * @param topic the cluster's name
     * @param history whether it has to be read from its beginning in any case: rows of a table that
     *     others are joined with are looked for among all that there are
     */
    public record Input(String topic, boolean history) {}

    /**
     * @param last takes the rows of {@code root}
     * @throws IllegalArgumentException for a step that can't run in memory
     */
    public MemoryPipeline(Step root, QueryScope scope, StateBudget budget, Stage last) {
        this.scope = scope;
        this.budget = budget;
        this.uses = SourceUses.of(root);
        chain(root, last);
    }

    /** The topics that are read, each once. */
    public List<Input> inputs() {
        boolean joins = sources.size() > 1;
        var history = new LinkedHashMap<String, Boolean>();
        for (var source : sources) {
            history.merge(source.topic(), joins && source.isTable(), Boolean::logicalOr);
        }
        return history.entrySet().stream().map(e -> new Input(e.getKey(), e.getValue())).toList();
    }

    /** Whether a key of the only source can have many rows, one for each of its windows. */
    public boolean isWindowed() {
        return sources.getFirst().isWindowed();
    }

    /** Takes a record; one that can't be decoded goes to the processing log. */
    public void accept(ConsumerRecord<byte[], byte[]> record) {
        position = new RecordPosition(record.topic(), record.partition(), record.offset());
        for (var source : sources) {
            if (sources.size() == 1 || source.topic().equals(record.topic())) {
                source.accept(record, position);
            }
        }
    }

    /**
     * Takes a row of the only source's table that is decoded already.
     *
     * @param key a {@link Row}, or a windowed one
     * @param row all key columns, then all value columns
     */
    public void accept(Object key, Row row, long recordTimestamp) {
        position = RecordPosition.NONE;
        sources.getFirst().accept(key, row, recordTimestamp);
    }

    /** The history of the topics has been read. */
    public void goLive() {
        history.end();
        windowStages.forEach(ClosingStage::closeWindows);
    }

    /** Chains the stages from the last to the first. */
    private void chain(Step step, Stage next) {
        ExpressionCompiler compiler = scope.compiler();
        var errors = errors(step.name());
        switch (step) {
            case Step.StreamSource(_, var source, var columns) ->
                    source(step, source, columns, next);
            case Step.TableSource(_, var source, var columns, _) ->
                    source(step, source, columns, next);
            case Step.Filter s -> {
                var filtering = Filtering.of(s, compiler);
                boolean table = s.kind() == SourceKind.TABLE;
                chain(
                        s.input(),
                        (key, row, timestamp) -> {
                            boolean kept = row != null && filtering.keeps(row, errors);
                            if (kept || table) {
                                next.accept(key, kept ? row : null, timestamp);
                            }
                        });
            }
            case Step.Project s -> {
                var projection = Projection.of(s, compiler);
                chain(
                        s.input(),
                        (key, row, timestamp) ->
                                next.accept(
                                        key,
                                        row == null ? null : projection.apply(row, errors),
                                        timestamp));
            }
            case Step.Repartition s -> {
                var newKey = NewKey.of(s, compiler);
                chain(
                        s.input(),
                        (_, row, timestamp) -> {
                            if (row != null) {
                                Row key = newKey.key(row, errors);
                                next.accept(key, newKey.row(key, row), timestamp);
                            }
                        });
            }
            case Step.FlatMap s -> {
                var flatMapping = FlatMapping.of(s.lists(), compiler);
                chain(
                        s.input(),
                        (key, row, timestamp) -> {
                            if (row != null) {
                                flatMapping.apply(
                                        row, errors, made -> next.accept(key, made, timestamp));
                            }
                        });
            }
            case Step.StreamAggregate s ->
                    chain(s.input(), GroupStages.ofStream(s, compiler, errors, budget, next));
            case Step.TableAggregate s ->
                    chain(s.input(), GroupStages.ofTable(s, compiler, errors, budget, next));
            case Step.WindowedAggregate s -> {
                var windows = ClosingStage.of(s, compiler, errors, budget, history, next);
                windowStages.add(windows);
                chain(s.input(), windows);
            }
            case Step.Join s -> {
                var sides = JoinSides.of(s, compiler, errors, budget, next);
                chain(s.left(), sides.left());
                chain(s.right(), sides.right());
            }
        }
    }

    private void source(Step step, ScannedSource source, List<ScanColumn> columns, Stage next) {
        sources.add(SourceStage.of(step, source, columns, uses, scope, errors(step.name()), next));
    }

    private StepErrors errors(String step) {
        return new StepErrors(scope, step, () -> position);
    }
}
