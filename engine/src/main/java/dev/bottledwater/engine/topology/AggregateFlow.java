// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topology;

import dev.bottledwater.engine.ProcessingLog;
import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RecordSide;
import dev.bottledwater.engine.operator.Aggregation;
import dev.bottledwater.engine.operator.GroupInput;
import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.operator.StepErrors;
import dev.bottledwater.engine.physical.Grouping;
import dev.bottledwater.engine.physical.Step;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.engine.serde.RowSerdes;
import dev.bottledwater.engine.topology.watch.RowWatches;
import dev.bottledwater.sql.plan.AggregateCall;
import dev.bottledwater.sql.plan.Windowing;
import dev.bottledwater.sql.schema.KeyWindow;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.EmitStrategy;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KGroupedStream;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.SessionWindows;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.SessionStore;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/** Groups rows and keeps the states of aggregate functions per group. */
final class AggregateFlow {
    private final QueryScope scope;
    private final String name;
    private final String store;
    private final Grouping grouping;
    private final GroupInput input;
    private final Aggregation aggregation;

    private AggregateFlow(
            QueryScope scope,
            String name,
            String store,
            Grouping grouping,
            List<AggregateCall> calls,
            Aggregation aggregation) {
        this.scope = scope;
        this.name = name;
        this.store = store;
        this.grouping = grouping;
        this.input = GroupInput.of(grouping, calls, scope.compiler());
        this.aggregation = aggregation;
    }

    static AggregateFlow of(QueryScope scope, Step.StreamAggregate s) {
        return new AggregateFlow(
                scope,
                s.name(),
                s.store(),
                s.grouping(),
                s.calls(),
                Aggregation.overStream(s.calls()));
    }

    static AggregateFlow of(QueryScope scope, Step.WindowedAggregate s) {
        return new AggregateFlow(
                scope,
                s.name(),
                s.store(),
                s.grouping(),
                s.calls(),
                Aggregation.overStream(s.calls()));
    }

    static AggregateFlow of(QueryScope scope, Step.TableAggregate s) {
        return new AggregateFlow(
                scope,
                s.name(),
                s.store(),
                s.grouping(),
                s.calls(),
                Aggregation.overTable(s.calls()));
    }

    Aggregated stream(RowFlow<?> rows) {
        return output(
                grouped(rows)
                        .aggregate(
                                aggregation::initial,
                                (_, arguments, states) -> aggregation.add(states, arguments),
                                Named.as(name + "-Aggregate"),
                                this.<KeyValueStore<Bytes, byte[]>>materialized()));
    }

    Aggregated windows(RowFlow<?> rows, Step.WindowedAggregate step) {
        var windowing = step.windowing();
        var grace =
                windowing.grace() == null
                        ? RowWatches.DEFAULT_GRACE
                        : Duration.ofMillis(windowing.grace());
        var emit =
                windowing.emitFinal()
                        ? EmitStrategy.onWindowClose()
                        : EmitStrategy.onWindowUpdate();
        var grouped = grouped(rows);
        if (windowing.type() == KeyWindow.Type.SESSION) {
            var gap = Duration.ofMillis(windowing.size());
            return output(
                    grouped.windowedBy(SessionWindows.ofInactivityGapAndGrace(gap, grace))
                            .emitStrategy(emit)
                            .aggregate(
                                    aggregation::initial,
                                    (_, arguments, states) -> aggregation.add(states, arguments),
                                    (_, earlier, later) -> aggregation.merge(earlier, later),
                                    Named.as(name + "-Aggregate"),
                                    this.<SessionStore<Bytes, byte[]>>materialized()
                                            .withRetention(retention(windowing, grace))));
        }
        var windows =
                TimeWindows.ofSizeAndGrace(Duration.ofMillis(windowing.size()), grace)
                        .advanceBy(Duration.ofMillis(windowing.advance()));
        return output(
                grouped.windowedBy(windows)
                        .emitStrategy(emit)
                        .aggregate(
                                aggregation::initial,
                                (_, arguments, states) -> aggregation.add(states, arguments),
                                Named.as(name + "-Aggregate"),
                                this.<WindowStore<Bytes, byte[]>>materialized()
                                        .withRetention(retention(windowing, grace))));
    }

    Aggregated table(KTable<Object, @Nullable Row> rows) {
        int groupSize = input.groupSize();
        var prepared =
                rows.transformValues(
                        TableTransformer.of(
                                scope,
                                name + "-Prepare",
                                (_, row, errors) -> {
                                    var group = group(row, errors);
                                    return group == null
                                            ? null
                                            : joined(group, input.arguments(row, errors));
                                }),
                        Named.as(name + "-Prepare"));
        return output(
                prepared.groupBy(
                                (_, row) ->
                                        KeyValue.pair(
                                                part(row, 0, groupSize),
                                                part(row, groupSize, row.size())),
                                Grouped.with(grouping.repartition(), groupSerde(), inputSerde()))
                        .aggregate(
                                aggregation::initial,
                                (_, arguments, states) -> aggregation.add(states, arguments),
                                (_, arguments, states) -> aggregation.undo(states, arguments),
                                Named.as(name + "-Aggregate"),
                                this.<KeyValueStore<Bytes, byte[]>>materialized()));
    }

    private KGroupedStream<Row, Row> grouped(RowFlow<?> rows) {
        if (grouping.repartition() == null) {
            // the key is the group already, so only the value changes and the rows stay
            var prepared =
                    rows.then(
                            name + "-Prepare",
                            (next, errors) ->
                                    row -> {
                                        if (row != null && group(row, errors) != null) {
                                            next.accept(input.arguments(row, errors));
                                        }
                                    });
            return grouped(prepared.stream(), Grouped.with(groupSerde(), inputSerde()));
        }
        var prepared =
                rows.rekeyed(
                        name + "-Prepare",
                        (record, errors) -> {
                            var row = record.value();
                            var group = row == null ? null : group(row, errors);
                            return row == null || group == null
                                    ? null
                                    : record.<Object>withKey(group)
                                            .withValue(input.arguments(row, errors));
                        });
        return grouped(prepared, Grouped.with(grouping.repartition(), groupSerde(), inputSerde()));
    }

    /** The row's group, null for a row that is in none, of which the processing log is told. */
    private @Nullable Row group(Row row, StepErrors errors) {
        var group = input.group(row, errors);
        if (group == null) {
            errors.report(
                    ProcessingLog.Type.RECORD_PROCESSING_ERROR,
                    "A row was left out of the aggregation: what it is to be grouped by is null");
        }
        return group;
    }

    @SuppressWarnings("unchecked") // the keys are rows: they are groups, or were checked to be
    private static KGroupedStream<Row, Row> grouped(
            KStream<Object, @Nullable Row> prepared, Grouped<Row, Row> grouped) {
        return ((KStream<Row, Row>) (KStream<?, ?>) prepared).groupByKey(grouped);
    }

    @SuppressWarnings("unchecked") // the keys are groups, or windowed ones
    private Aggregated output(KTable<?, Row> states) {
        return new Aggregated(scope, name, aggregation, (KTable<Object, @Nullable Row>) states);
    }

    private <S extends StateStore> Materialized<Row, Row, S> materialized() {
        return Materialized.<Row, Row, S>as(store)
                .withKeySerde(groupSerde())
                .withValueSerde(RowSerdes.internalValue(aggregation.stateColumns()));
    }

    private Serde<Row> groupSerde() {
        return RowSerdes.of(
                scope.formats(),
                new RecordLayout(grouping.keyFormat(), RecordSide.KEY, store, grouping.columns()));
    }

    private Serde<Row> inputSerde() {
        return RowSerdes.internalValue(input.argumentColumns());
    }

    private static Duration retention(Windowing windowing, Duration grace) {
        var least = Duration.ofMillis(windowing.size()).plus(grace);
        var asked = windowing.retention();
        return asked == null || asked < least.toMillis() ? least : Duration.ofMillis(asked);
    }

    private static Row joined(Row group, Row arguments) {
        var values = new @Nullable Object[group.size() + arguments.size()];
        for (int i = 0; i < group.size(); i++) {
            values[i] = group.get(i);
        }
        for (int i = 0; i < arguments.size(); i++) {
            values[group.size() + i] = arguments.get(i);
        }
        return Row.of(values);
    }

    private static Row part(Row row, int from, int to) {
        var values = new @Nullable Object[to - from];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.get(from + i);
        }
        return Row.of(values);
    }
}
