// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.retention;

import dev.bottledwater.engine.operator.Aggregation;
import dev.bottledwater.engine.operator.Filtering;
import dev.bottledwater.engine.operator.JoinedRow;
import dev.bottledwater.engine.operator.Projection;
import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.operator.RecordPosition;
import dev.bottledwater.engine.operator.StepErrors;
import dev.bottledwater.engine.physical.JoinNames;
import dev.bottledwater.engine.physical.Step;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.engine.topology.Keys;
import dev.bottledwater.sql.plan.JoinKind;
import dev.bottledwater.sql.plan.JoinMethod;
import dev.bottledwater.sql.schema.SourceKind;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The rows of a step that emits a table, looked up in the stores that it was made of.
 *
 * @param stores the stores, whose keys are those of the rows
 * @param rows finds the row of a key, null when the table has none
 */
record TableView(Set<String> stores, BiFunction<Object, Stores, @Nullable Row> rows) {

    /** The last rows by store and key. */
    interface Stores {
        /** Null when the store has no row of the key. */
        @Nullable Row get(String store, Object key);
    }

    /** The view of a step; empty when its rows aren't kept, or are those of a stream. */
    static Optional<TableView> of(Step step, QueryScope scope) {
        return Optional.ofNullable(view(step, scope));
    }

    private static @Nullable TableView view(Step step, QueryScope scope) {
        if (step.kind() != SourceKind.TABLE) {
            return null;
        }
        return switch (step) {
            case Step.TableSource s -> s.store() == null ? null : stored(s.store());
            case Step.StreamAggregate s -> aggregated(s.store(), Aggregation.overStream(s.calls()));
            case Step.TableAggregate s -> aggregated(s.store(), Aggregation.overTable(s.calls()));
            case Step.Filter s -> {
                var filtering = Filtering.of(s, scope.compiler());
                var errors = errors(scope, s);
                yield map(
                        view(s.input(), scope),
                        (_, row) -> filtering.keeps(row, errors) ? row : null);
            }
            case Step.Project s -> {
                var projection = Projection.of(s, scope.compiler());
                var errors = errors(scope, s);
                yield map(view(s.input(), scope), (_, row) -> projection.apply(row, errors));
            }
            case Step.Join s -> joined(s, scope);
            // the first expires by itself; the others emit no tables
            case Step.WindowedAggregate _,
                    Step.StreamSource _,
                    Step.Repartition _,
                    Step.FlatMap _ ->
                    null;
        };
    }

    private static StepErrors errors(QueryScope scope, Step step) {
        return new StepErrors(scope, step.name(), () -> RecordPosition.NONE);
    }

    private static TableView stored(String store) {
        return new TableView(Set.of(store), (key, stores) -> stores.get(store, key));
    }

    private static @Nullable TableView aggregated(String store, Aggregation aggregation) {
        return map(
                stored(store),
                (key, states) ->
                        key instanceof Row group ? aggregation.result(group, states) : null);
    }

    private static @Nullable TableView map(
            @Nullable TableView input, BiFunction<Object, Row, @Nullable Row> change) {
        return input == null
                ? null
                : new TableView(
                        input.stores(),
                        (key, stores) -> {
                            var row = input.rows().apply(key, stores);
                            return row == null ? null : change.apply(key, row);
                        });
    }

    private static @Nullable TableView joined(Step.Join join, QueryScope scope) {
        var names = new JoinNames(join);
        var rows = JoinedRow.of(join);
        return switch (join.method()) {
            case JoinMethod.ForeignKey _ ->
                    map(
                            stored(names.resultStore()),
                            (key, row) -> rows.withKey(Keys.row(key), row));
            case JoinMethod.Tables() -> {
                var left = join.leftMoves() ? stored(names.store(true)) : view(join.left(), scope);
                var right =
                        join.rightMoves() ? stored(names.store(false)) : view(join.right(), scope);
                yield left == null || right == null
                        ? null
                        : tables(join.joinKind(), rows, left, right);
            }
            case JoinMethod.Windowed _, JoinMethod.Lookup() -> null;
        };
    }

    private static TableView tables(
            JoinKind kind, JoinedRow rows, TableView left, TableView right) {
        var stores = new LinkedHashSet<String>();
        List.of(left, right).forEach(side -> stores.addAll(side.stores()));
        return new TableView(
                stores,
                (key, all) -> {
                    var l = left.rows().apply(key, all);
                    var r = right.rows().apply(key, all);
                    boolean there =
                            switch (kind) {
                                case INNER -> l != null && r != null;
                                case LEFT -> l != null;
                                case RIGHT -> r != null;
                                case FULL -> l != null || r != null;
                            };
                    return there ? rows.of(Keys.row(key), l, r) : null;
                });
    }
}
