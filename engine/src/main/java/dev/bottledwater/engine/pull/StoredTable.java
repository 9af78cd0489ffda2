// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.pull;

import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RecordSide;
import dev.bottledwater.engine.operator.Aggregation;
import dev.bottledwater.engine.operator.Filtering;
import dev.bottledwater.engine.operator.Projection;
import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.operator.RecordPosition;
import dev.bottledwater.engine.operator.StepErrors;
import dev.bottledwater.engine.physical.Grouping;
import dev.bottledwater.engine.physical.Step;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.engine.serde.RowSerdes;
import dev.bottledwater.engine.topology.Keys;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.KeyWindow;
import dev.bottledwater.sql.schema.SourceKind;

import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.kstream.internals.TimeWindow;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How the rows of a query's table come from what the last of its stores holds: the steps behind
 * that store keep nothing, so they are done again when a row is read. Thread-safe.
 *
 * @param store the store's name
 * @param window of its keys, null for keys without one
 * @param keyColumns of the store's keys
 * @param hashedKey writes keys as they were when a partition was chosen for them by their hash;
 *     null where others have chosen the partitions
 * @param rows makes a row of the table from a key and what the store has for it
 */
record StoredTable(
        String store,
        @Nullable KeyWindow window,
        List<Column> keyColumns,
        @Nullable Serializer<@Nullable Row> hashedKey,
        Rows rows) {
    StoredTable {
        keyColumns = List.copyOf(keyColumns);
    }

    /** The same bytes for the same key, always. */
    private static final Set<String> HASHED = Set.of("KAFKA", "JSON", "DELIMITED");

    /** Makes rows. */
    @FunctionalInterface
    interface Rows {
        /**
         * @param key a {@link Row}, or a windowed one
         * @return null for a key that isn't in the table
         */
        @Nullable Row of(Object key, Row stored);
    }

    /**
     * The table that a plan keeps.
     *
     * @param root the plan's last step
     * @param scope for failures of expressions, of the query that reads
     * @return empty where the plan keeps no such store, or emits later than it keeps
     */
    static Optional<StoredTable> of(Step root, QueryScope scope) {
        return switch (root) {
            case Step.StreamAggregate s ->
                    aggregated(
                            s.store(),
                            null,
                            s.grouping(),
                            scope,
                            Aggregation.overStream(s.calls()));
            case Step.TableAggregate s ->
                    aggregated(
                            s.store(), null, s.grouping(), scope, Aggregation.overTable(s.calls()));
            case Step.WindowedAggregate s ->
                    s.windowing().emitFinal()
                            ? Optional.empty()
                            : aggregated(
                                    s.store(),
                                    s.window(),
                                    s.grouping(),
                                    scope,
                                    Aggregation.overStream(s.calls()));
            case Step.TableSource s ->
                    s.store() == null || s.window() != null
                            ? Optional.empty()
                            : Optional.of(
                                    new StoredTable(
                                            s.store(),
                                            null,
                                            s.schema().key(),
                                            null,
                                            (_, row) -> row));
            case Step.Filter s when s.kind() == SourceKind.TABLE -> {
                var filtering = Filtering.of(s, scope.compiler());
                var errors = errors(scope, s);
                yield of(s.input(), scope)
                        .map(t -> t.then(row -> filtering.keeps(row, errors) ? row : null));
            }
            case Step.Project s when s.kind() == SourceKind.TABLE -> {
                var projection = Projection.of(s, scope.compiler());
                var errors = errors(scope, s);
                yield of(s.input(), scope).map(t -> t.then(row -> projection.apply(row, errors)));
            }
            case Step.Filter _,
                    Step.Project _,
                    Step.StreamSource _,
                    Step.Repartition _,
                    Step.FlatMap _,
                    Step.Join _ ->
                    Optional.empty();
        };
    }

    private static StepErrors errors(QueryScope scope, Step step) {
        return new StepErrors(scope, step.name(), () -> RecordPosition.NONE);
    }

    private static Optional<StoredTable> aggregated(
            String store,
            @Nullable KeyWindow window,
            Grouping grouping,
            QueryScope scope,
            Aggregation aggregation) {
        return Optional.of(
                new StoredTable(
                        store,
                        window,
                        grouping.columns(),
                        hashedKey(store, grouping, scope),
                        (key, states) ->
                                key instanceof Row group
                                        ? aggregation.result(group, states)
                                        : aggregation.result(
                                                Objects.requireNonNull(Keys.row(key)),
                                                states,
                                                Keys.windowStart(key),
                                                Keys.windowEnd(key))));
    }

    /** Bytes with the id of a schema in them say nothing of where the key's rows are. */
    private static @Nullable Serializer<@Nullable Row> hashedKey(
            String store, Grouping grouping, QueryScope scope) {
        return grouping.repartition() == null
                        || !HASHED.contains(grouping.keyFormat().name())
                        || grouping.expressions().isEmpty()
                ? null
                : RowSerdes.of(
                                scope.formats(),
                                new RecordLayout(
                                        grouping.keyFormat(),
                                        RecordSide.KEY,
                                        store,
                                        grouping.columns()))
                        .serializer();
    }

    /** The partition that a key's rows are in; empty when it may be any. */
    OptionalInt partition(Row key, int partitions) {
        var bytes = hashedKey == null ? null : hashedKey.serialize(store, key);
        return bytes == null
                ? OptionalInt.empty()
                : OptionalInt.of(Utils.toPositive(Utils.murmur2(bytes)) % partitions);
    }

    /** A key of a TUMBLING or HOPPING window. */
    Windowed<Row> windowed(Row key, long start) {
        return new Windowed<>(
                key,
                new TimeWindow(start, start + Objects.requireNonNull(window).size().orElseThrow()));
    }

    /** A step behind what was there. */
    private interface Then {
        @Nullable Row apply(Row row);
    }

    private StoredTable then(Then step) {
        return new StoredTable(
                store,
                window,
                keyColumns,
                hashedKey,
                (key, stored) -> {
                    var row = rows.of(key, stored);
                    return row == null ? null : step.apply(row);
                });
    }
}
