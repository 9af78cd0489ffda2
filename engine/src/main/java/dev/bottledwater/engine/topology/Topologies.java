// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topology;

import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RecordSide;
import dev.bottledwater.engine.operator.Filtering;
import dev.bottledwater.engine.operator.FlatMapping;
import dev.bottledwater.engine.operator.NewKey;
import dev.bottledwater.engine.operator.Projection;
import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.operator.SourceUses;
import dev.bottledwater.engine.physical.PhysicalPlan;
import dev.bottledwater.engine.physical.Step;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.engine.serde.RowSerdes;
import dev.bottledwater.engine.topology.watch.RowWatches;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

import java.util.Properties;
import java.util.Set;

/**
 * Builds the topology of a physical plan. Every processor, store and internal topic has the name
 * that the plan gives it; Kafka Streams is told to refuse names that it would have to make up,
 * since those change with the topology and would orphan a query's state.
 */
public final class Topologies {
    private final QueryScope scope;
    private final StreamsBuilder builder;
    private final AutoOffsetReset offsetReset;
    private final SourceUses uses;
    private final Set<String> unusedKeys;

    private Topologies(
            QueryScope scope,
            StreamsBuilder builder,
            AutoOffsetReset offsetReset,
            SourceUses uses,
            Set<String> unusedKeys) {
        this.scope = scope;
        this.builder = builder;
        this.offsetReset = offsetReset;
        this.uses = uses;
        this.unusedKeys = unusedKeys;
    }

    /**
     * The topology of a query.
     *
     * @param properties the Kafka Streams configuration that the topology will run with
     * @param offsetReset where the query starts to read its sources; not for internal topics
     * @throws IllegalArgumentException for formats or types that aren't supported
     */
    public static Topology build(
            PhysicalPlan plan,
            QueryScope scope,
            Properties properties,
            AutoOffsetReset offsetReset) {
        var config = new Properties();
        config.putAll(properties);
        config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        config.putIfAbsent(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.OPTIMIZE);
        RowWatches.configure(config, plan, scope);
        var builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(config)));
        var topologies =
                new Topologies(
                        scope,
                        builder,
                        offsetReset,
                        SourceUses.of(plan.root()),
                        UnusedKeys.of(plan.root()));
        new SinkFlow(scope, plan.sink()).build(topologies.rows(plan.root()));
        return builder.build(config);
    }

    /** What a step emits, for those that don't need the old rows of a table's changes. */
    private RowFlow<?> rows(Step step) {
        return switch (step) {
            case Step.Project s -> projected(rows(s.input()), s);
            case Step.StreamAggregate s -> aggregated(s).rows();
            case Step.WindowedAggregate s -> aggregated(s).rows();
            case Step.TableAggregate s -> aggregated(s).rows();
            case Step.StreamSource _,
                    Step.TableSource _,
                    Step.Filter _,
                    Step.Repartition _,
                    Step.FlatMap _,
                    Step.Join _ ->
                    switch (flow(step)) {
                        case Flow.Records(var rows) -> rows;
                        case Flow.Changes(var table) ->
                                RowFlow.of(
                                        scope,
                                        step.name(),
                                        table.toStream(Named.as(step.name() + "-ToStream")));
                    };
        };
    }

    private Flow flow(Step step) {
        return switch (step) {
            case Step.StreamSource s ->
                    new Flow.Records(
                            new SourceFlow(
                                            scope,
                                            s.name(),
                                            s.source(),
                                            s.columns(),
                                            uses.columns(s.name()),
                                            !unusedKeys.contains(s.name()))
                                    .build(builder, offsetReset));
            case Step.TableSource s -> table(s);
            case Step.Filter s -> filter(s);
            case Step.Project s -> project(s);
            case Step.Repartition s -> repartition(s);
            case Step.FlatMap s -> flatMap(s);
            case Step.Join s -> new JoinFlow(scope, s).build(flow(s.left()), flow(s.right()));
            case Step.StreamAggregate s -> aggregated(s).changes();
            case Step.WindowedAggregate s -> aggregated(s).changes();
            case Step.TableAggregate s -> aggregated(s).changes();
        };
    }

    private Aggregated aggregated(Step.StreamAggregate step) {
        return AggregateFlow.of(scope, step).stream(rows(step.input()));
    }

    private Aggregated aggregated(Step.WindowedAggregate step) {
        return AggregateFlow.of(scope, step).windows(rows(step.input()), step);
    }

    private Aggregated aggregated(Step.TableAggregate step) {
        return switch (flow(step.input())) {
            case Flow.Changes(var table) -> AggregateFlow.of(scope, step).table(table);
            case Flow.Records _ ->
                    throw new IllegalArgumentException(
                            "the plan aggregates a table without its old rows");
        };
    }

    private Flow table(Step.TableSource step) {
        var rows =
                new SourceFlow(
                                scope,
                                step.name(),
                                step.source(),
                                step.columns(),
                                uses.columns(step.name()),
                                true)
                        .build(builder, offsetReset);
        if (step.store() == null) {
            return new Flow.Records(rows);
        }
        var source = step.source();
        var keys =
                RowSerdes.of(
                        scope.formats(),
                        new RecordLayout(
                                source.keyFormat(),
                                RecordSide.KEY,
                                scope.names().physicalTopic(source.topic()),
                                source.keyColumns()));
        KTable<Object, @Nullable Row> table =
                rows.stream()
                        .toTable(
                                Named.as(step.name() + "-ToTable"),
                                Materialized
                                        .<Object, @Nullable Row, KeyValueStore<Bytes, byte[]>>as(
                                                step.store())
                                        .withKeySerde(Keys.serde(keys, source.window()))
                                        .withValueSerde(
                                                RowSerdes.internalValue(step.schema().columns())));
        return new Flow.Changes(table);
    }

    private Flow filter(Step.Filter step) {
        var filtering = Filtering.of(step, scope.compiler());
        return switch (flow(step.input())) {
            case Flow.Records(var rows) ->
                    new Flow.Records(
                            rows.then(
                                    step.name(),
                                    (next, errors) ->
                                            row -> {
                                                if (row != null && filtering.keeps(row, errors)) {
                                                    next.accept(row);
                                                }
                                            }));
            case Flow.Changes(var table) ->
                    // the second part drops changes from nothing to nothing, which would be deletes
                    // of rows that never were there
                    new Flow.Changes(
                            table.transformValues(
                                            TableTransformer.of(
                                                    scope,
                                                    step.name(),
                                                    (_, row, errors) ->
                                                            filtering.keeps(row, errors)
                                                                    ? row
                                                                    : null),
                                            Named.as(step.name()))
                                    .filter(
                                            (_, row) -> row != null,
                                            Named.as(step.name() + "-Apply")));
        };
    }

    private Flow project(Step.Project step) {
        return switch (flow(step.input())) {
            case Flow.Records(var rows) -> new Flow.Records(projected(rows, step));
            case Flow.Changes(var table) -> {
                var projection = Projection.of(step, scope.compiler());
                yield new Flow.Changes(
                        table.transformValues(
                                TableTransformer.of(
                                        scope,
                                        step.name(),
                                        (_, row, errors) -> projection.apply(row, errors)),
                                Named.as(step.name())));
            }
        };
    }

    private RowFlow<?> projected(RowFlow<?> rows, Step.Project step) {
        var projection = Projection.of(step, scope.compiler());
        return rows.then(
                step.name(),
                (next, errors) ->
                        row -> next.accept(row == null ? null : projection.apply(row, errors)));
    }

    private Flow flatMap(Step.FlatMap step) {
        var flatMapping = FlatMapping.of(step.lists(), scope.compiler());
        return new Flow.Records(
                rows(step.input())
                        .then(
                                step.name(),
                                (next, errors) ->
                                        row -> {
                                            if (row != null) {
                                                flatMapping.apply(row, errors, next::accept);
                                            }
                                        }));
    }

    private Flow repartition(Step.Repartition step) {
        var newKey = NewKey.of(step, scope.compiler());
        return new Flow.Records(
                RowFlow.of(
                        scope,
                        step.name(),
                        rows(step.input())
                                .rekeyed(
                                        step.name(),
                                        (record, errors) -> rekeyed(newKey, record, errors))));
    }

    @SuppressWarnings("NullAway") // Kafka's records take null keys, which its signatures don't say
    private static Record<Object, @Nullable Row> rekeyed(
            NewKey newKey,
            Record<Object, @Nullable Row> record,
            dev.bottledwater.engine.operator.StepErrors errors) {
        var row = record.value();
        if (row == null) {
            return record.withKey(newKey.keyOfNullValue(Keys.row(record.key()), errors));
        }
        var key = newKey.key(row, errors);
        return record.<Object>withKey(key).withValue(newKey.row(key, row));
    }
}
