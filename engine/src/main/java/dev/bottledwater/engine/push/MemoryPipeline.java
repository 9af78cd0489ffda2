// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import dev.bottledwater.engine.ProcessingLog;
import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.operator.Filtering;
import dev.bottledwater.engine.operator.FlatMapping;
import dev.bottledwater.engine.operator.NewKey;
import dev.bottledwater.engine.operator.Projection;
import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.operator.RecordPosition;
import dev.bottledwater.engine.operator.SourceLayout;
import dev.bottledwater.engine.operator.SourceUses;
import dev.bottledwater.engine.operator.StepErrors;
import dev.bottledwater.engine.physical.Step;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.engine.topology.Keys;
import dev.bottledwater.sql.plan.ScanColumn;
import dev.bottledwater.sql.plan.ScannedSource;
import dev.bottledwater.sql.schema.SourceKind;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The steps of a plan in memory: takes the records of its source's topic and hands rows to its last
 * stage. Not thread-safe.
 */
final class MemoryPipeline {
    private static final Headers NO_HEADERS = new RecordHeaders();

    private final QueryScope scope;
    private final StateBudget budget;
    private final StreamClock clock = new StreamClock();
    private final List<WindowStage> windowStages = new ArrayList<>();
    private final ScannedSource source;
    private final String sourceStep;
    private final SourceLayout layout;
    private final WindowedKeys keys;
    private final Stage first;
    private RecordPosition position = RecordPosition.NONE;

    /**
     * @param last takes the rows of {@code root}
     * @throws IllegalArgumentException for a step that can't run in memory
     */
    MemoryPipeline(Step root, QueryScope scope, StateBudget budget, Stage last) {
        this.scope = scope;
        this.budget = budget;
        var origin = sourceOf(root);
        this.sourceStep = origin.name();
        this.source = origin.source();
        this.layout =
                SourceLayout.of(
                        source,
                        origin.columns(),
                        SourceUses.of(root).columns(sourceStep),
                        scope.formats(),
                        topic());
        this.keys = new WindowedKeys(source.window());
        this.first = stage(root, last);
    }

    /** The cluster's name of the topic that is read. */
    String topic() {
        return scope.names().physicalTopic(source.topic());
    }

    /** Whether a key of the source can have many rows, one for each of its windows. */
    boolean isWindowed() {
        return source.window() != null;
    }

    /** Takes a record; one that can't be decoded goes to the processing log. */
    void accept(ConsumerRecord<byte[], byte[]> record) {
        position = new RecordPosition(record.topic(), record.partition(), record.offset());
        var errors = errors(sourceStep);
        Object key;
        @Nullable Object[] value;
        try {
            key = keys.read(record.key(), layout::key);
            value = layout.value(record.value());
        } catch (RowFormatException e) {
            errors.report(ProcessingLog.Type.DESERIALIZATION_ERROR, String.valueOf(e.getMessage()));
            return;
        }
        if (key == null && source.kind() == SourceKind.TABLE) {
            errors.report(
                    ProcessingLog.Type.RECORD_PROCESSING_ERROR,
                    "A record of the table %s has no key; it is skipped".formatted(source.name()));
            return;
        }
        accept(key, value, record.timestamp(), record.headers());
    }

    /**
     * Takes a row of the source's table that is decoded already.
     *
     * @param key a {@link Row}, or a windowed one
     * @param row all key columns, then all value columns
     */
    void accept(Object key, Row row, long recordTimestamp) {
        position = RecordPosition.NONE;
        accept(key, layout.value(row), recordTimestamp, NO_HEADERS);
    }

    private void accept(
            @Nullable Object key,
            @Nullable Object @Nullable [] value,
            long recordTimestamp,
            Headers headers) {
        long timestamp;
        try {
            timestamp = layout.timestamp(Keys.row(key), value, recordTimestamp);
        } catch (IllegalArgumentException e) {
            errors(sourceStep)
                    .report(
                            ProcessingLog.Type.RECORD_PROCESSING_ERROR,
                            String.valueOf(e.getMessage()));
            return;
        }
        clock.advance(timestamp);
        var row =
                value == null
                        ? null
                        : layout.complete(
                                Keys.row(key),
                                value,
                                timestamp,
                                position,
                                headers,
                                Keys.windowStart(key),
                                Keys.windowEnd(key));
        first.accept(key, row, timestamp);
    }

    /** The history of the topic has been read. */
    void goLive() {
        clock.goLive();
        windowStages.forEach(WindowStage::closeWindows);
    }

    private record Origin(String name, ScannedSource source, List<ScanColumn> columns) {}

    private static Origin sourceOf(Step step) {
        return switch (step) {
            case Step.StreamSource(var name, var source, var columns) ->
                    new Origin(name, source, columns);
            case Step.TableSource(var name, var source, var columns, _) ->
                    new Origin(name, source, columns);
            case Step.Filter s -> sourceOf(s.input());
            case Step.Project s -> sourceOf(s.input());
            case Step.Repartition s -> sourceOf(s.input());
            case Step.FlatMap s -> sourceOf(s.input());
            case Step.StreamAggregate s -> sourceOf(s.input());
            case Step.WindowedAggregate s -> sourceOf(s.input());
            case Step.TableAggregate s -> sourceOf(s.input());
            case Step.Join _ -> throw noJoins();
        };
    }

    /** Chains the stages from the last to the first. */
    private Stage stage(Step step, Stage next) {
        ExpressionCompiler compiler = scope.compiler();
        var errors = errors(step.name());
        return switch (step) {
            case Step.StreamSource _, Step.TableSource _ -> next;
            case Step.Filter s -> {
                var filtering = Filtering.of(s, compiler);
                boolean table = s.kind() == SourceKind.TABLE;
                yield stage(
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
                yield stage(
                        s.input(),
                        (key, row, timestamp) ->
                                next.accept(
                                        key,
                                        row == null ? null : projection.apply(row, errors),
                                        timestamp));
            }
            case Step.Repartition s -> {
                var newKey = NewKey.of(s, compiler);
                yield stage(
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
                yield stage(
                        s.input(),
                        (key, row, timestamp) -> {
                            if (row != null) {
                                flatMapping.apply(
                                        row, errors, made -> next.accept(key, made, timestamp));
                            }
                        });
            }
            case Step.StreamAggregate s ->
                    stage(s.input(), GroupStages.ofStream(s, compiler, errors, budget, next));
            case Step.TableAggregate s ->
                    stage(s.input(), GroupStages.ofTable(s, compiler, errors, budget, next));
            case Step.WindowedAggregate s -> {
                var windows = WindowStage.of(s, compiler, errors, budget, clock, next);
                windowStages.add(windows);
                yield stage(s.input(), windows);
            }
            case Step.Join _ -> throw noJoins();
        };
    }

    private static IllegalArgumentException noJoins() {
        return new IllegalArgumentException(
                "Joins need a persistent query: write the join with CREATE STREAM or TABLE … AS SELECT, and select from its result.");
    }

    private StepErrors errors(String step) {
        return new StepErrors(scope, step, () -> position);
    }
}
