// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.physical;

import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.plan.AggregateCall;
import dev.bottledwater.sql.plan.JoinKind;
import dev.bottledwater.sql.plan.JoinMethod;
import dev.bottledwater.sql.plan.NamedExpression;
import dev.bottledwater.sql.plan.PseudoColumn;
import dev.bottledwater.sql.plan.ScanColumn;
import dev.bottledwater.sql.plan.ScannedSource;
import dev.bottledwater.sql.plan.Windowing;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.schema.KeyWindow;
import dev.bottledwater.sql.schema.RowSchema;
import dev.bottledwater.sql.schema.SourceKind;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An operator with its fixed names. Rows are flat: the key columns, then the value columns of
 * {@link #schema()}; expressions are over the row of the input. Names go into the names of
 * processors, stores and internal topics, so they never change once they are stored.
 */
public sealed interface Step {

    /** Unique within the plan. */
    String name();

    /** Layout of the rows that this step emits. */
    RowSchema schema();

    /** Whether it emits events, or changes of rows by key. */
    SourceKind kind();

    /** The window that the keys carry, null if none. */
    @Nullable KeyWindow window();

    List<Step> inputs();

    /** Reads the events of a topic. */
    record StreamSource(String name, ScannedSource source, List<ScanColumn> columns)
            implements Step {
        public StreamSource {
            Objects.requireNonNull(name);
            columns = List.copyOf(columns);
        }

        @Override
        public RowSchema schema() {
            return source.rows(columns);
        }

        @Override
        public SourceKind kind() {
            return SourceKind.STREAM;
        }

        @Override
        public @Nullable KeyWindow window() {
            return source.window();
        }

        @Override
        public List<Step> inputs() {
            return List.of();
        }
    }

    /**
     * Reads the changes of a table's topic.
     *
     * @param store where the last row of each key is kept, for steps that need a change's old row;
     *     null when none does
     */
    record TableSource(
            String name, ScannedSource source, List<ScanColumn> columns, @Nullable String store)
            implements Step {
        public TableSource {
            Objects.requireNonNull(name);
            columns = List.copyOf(columns);
        }

        @Override
        public RowSchema schema() {
            return source.rows(columns);
        }

        @Override
        public SourceKind kind() {
            return SourceKind.TABLE;
        }

        @Override
        public @Nullable KeyWindow window() {
            return source.window();
        }

        @Override
        public List<Step> inputs() {
            return List.of();
        }
    }

    /** Keeps rows for which the condition is true. */
    record Filter(String name, Step input, TypedExpression condition) implements Step {
        public Filter {
            Objects.requireNonNull(name);
            Objects.requireNonNull(condition);
        }

        @Override
        public RowSchema schema() {
            return input.schema();
        }

        @Override
        public SourceKind kind() {
            return input.kind();
        }

        @Override
        public @Nullable KeyWindow window() {
            return input.window();
        }

        @Override
        public List<Step> inputs() {
            return List.of(input);
        }
    }

    /** Computes the value columns and renames the key columns. */
    record Project(String name, Step input, List<String> keyNames, List<NamedExpression> values)
            implements Step {
        public Project {
            Objects.requireNonNull(name);
            keyNames = List.copyOf(keyNames);
            values = List.copyOf(values);
        }

        @Override
        public RowSchema schema() {
            var key = input.schema().key();
            return RowSchema.of(
                    IntStream.range(0, keyNames.size())
                            .mapToObj(i -> new Column(keyNames.get(i), key.get(i).type()))
                            .toList(),
                    values.stream().map(NamedExpression::column).toList());
        }

        @Override
        public SourceKind kind() {
            return input.kind();
        }

        @Override
        public @Nullable KeyWindow window() {
            return input.window();
        }

        @Override
        public List<Step> inputs() {
            return List.of(input);
        }
    }

    /** Gives a stream a new key; the row is the new key, then all columns of the input. */
    record Repartition(String name, Step input, List<NamedExpression> key) implements Step {
        public Repartition {
            Objects.requireNonNull(name);
            key = List.copyOf(key);
        }

        @Override
        public RowSchema schema() {
            return RowSchema.of(
                    key.stream().map(NamedExpression::column).toList(), input.schema().columns());
        }

        @Override
        public SourceKind kind() {
            return SourceKind.STREAM;
        }

        @Override
        public @Nullable KeyWindow window() {
            return null;
        }

        @Override
        public List<Step> inputs() {
            return List.of(input);
        }
    }

    /**
     * Makes rows of the elements of lists, walked side by side; the row is all columns of the
     * input, then an element of each list, null where that one has no more.
     */
    record FlatMap(String name, Step input, List<NamedExpression> lists) implements Step {
        public FlatMap {
            Objects.requireNonNull(name);
            lists = List.copyOf(lists);
        }

        @Override
        public RowSchema schema() {
            return input.schema().with(lists.stream().map(NamedExpression::element).toList());
        }

        @Override
        public SourceKind kind() {
            return SourceKind.STREAM;
        }

        @Override
        public @Nullable KeyWindow window() {
            return input.window();
        }

        @Override
        public List<Step> inputs() {
            return List.of(input);
        }
    }

    /**
     * Aggregates events per group; the row is the grouping columns, then a column per call.
     *
     * @param store where the states are kept
     */
    record StreamAggregate(
            String name, Step input, Grouping grouping, List<AggregateCall> calls, String store)
            implements Step {
        public StreamAggregate {
            Objects.requireNonNull(name);
            Objects.requireNonNull(store);
            calls = List.copyOf(calls);
        }

        @Override
        public RowSchema schema() {
            return aggregated(grouping, calls, List.of());
        }

        @Override
        public SourceKind kind() {
            return SourceKind.TABLE;
        }

        @Override
        public @Nullable KeyWindow window() {
            return null;
        }

        @Override
        public List<Step> inputs() {
            return List.of(input);
        }
    }

    /** Aggregates events per group and window; WINDOWSTART and WINDOWEND end the row. */
    record WindowedAggregate(
            String name,
            Step input,
            Grouping grouping,
            List<AggregateCall> calls,
            Windowing windowing,
            String store)
            implements Step {
        public WindowedAggregate {
            Objects.requireNonNull(name);
            Objects.requireNonNull(store);
            calls = List.copyOf(calls);
        }

        @Override
        public RowSchema schema() {
            return aggregated(grouping, calls, PseudoColumn.windowBounds());
        }

        @Override
        public SourceKind kind() {
            return SourceKind.TABLE;
        }

        @Override
        public KeyWindow window() {
            return windowing.keyWindow();
        }

        @Override
        public List<Step> inputs() {
            return List.of(input);
        }
    }

    /** Aggregates rows of a table per group; a change undoes the old row and adds the new. */
    record TableAggregate(
            String name, Step input, Grouping grouping, List<AggregateCall> calls, String store)
            implements Step {
        public TableAggregate {
            Objects.requireNonNull(name);
            Objects.requireNonNull(store);
            calls = List.copyOf(calls);
        }

        @Override
        public RowSchema schema() {
            return aggregated(grouping, calls, List.of());
        }

        @Override
        public SourceKind kind() {
            return SourceKind.TABLE;
        }

        @Override
        public @Nullable KeyWindow window() {
            return null;
        }

        @Override
        public List<Step> inputs() {
            return List.of(input);
        }
    }

    /**
     * Joins two inputs of one key; a foreign-key join takes the key of the left one. The row is the
     * key, then the columns of both sides. Names of stores and internal topics begin with the
     * step's.
     *
     * @param keyFormat how keys are written in stores and repartition topics, null for the engine's
     *     own format
     * @param leftMoves whether the left rows go through a repartition topic
     * @param rightMoves whether the right rows do
     */
    record Join(
            String name,
            Step left,
            Step right,
            JoinKind joinKind,
            JoinMethod method,
            List<Column> key,
            @Nullable FormatSpec keyFormat,
            boolean leftMoves,
            boolean rightMoves)
            implements Step {
        public Join {
            Objects.requireNonNull(name);
            Objects.requireNonNull(joinKind);
            Objects.requireNonNull(method);
            key = List.copyOf(key);
        }

        @Override
        public RowSchema schema() {
            return RowSchema.of(
                    key,
                    Stream.concat(
                                    left.schema().columns().stream(),
                                    right.schema().columns().stream())
                            .toList());
        }

        @Override
        public SourceKind kind() {
            return left.kind();
        }

        @Override
        public @Nullable KeyWindow window() {
            return left.window();
        }

        @Override
        public List<Step> inputs() {
            return List.of(left, right);
        }
    }

    private static RowSchema aggregated(
            Grouping grouping, List<AggregateCall> calls, List<Column> bounds) {
        return RowSchema.of(
                grouping.columns(),
                Stream.concat(calls.stream().map(AggregateCall::column), bounds.stream()).toList());
    }
}
