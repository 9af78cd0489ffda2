// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.plan;

import dev.bottledwater.sql.ir.TypedExpression;
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
 * An operator. Its output rows have the layout {@link #schema()}: the key columns, then the value
 * columns. Expressions of a node are over the rows of its input.
 */
public sealed interface PlanNode {

    /** Layout of the rows that this node emits. */
    RowSchema schema();

    /** Whether it emits events, or changes of rows by key (with deletes). */
    SourceKind kind();

    /** The window that the keys carry, null if none. */
    @Nullable KeyWindow window();

    /** Inputs from left to right. */
    List<PlanNode> inputs();

    /**
     * Reads a source. The row is: all key columns of the source, then those value columns, headers
     * and pseudo columns that the query uses, in the order of {@code columns}.
     *
     * @param source what the topic holds
     * @param alias the name by which the query calls it
     * @param columns what to read; the first {@code source.keyColumns().size()} are the key columns
     *     in order
     */
    record Scan(ScannedSource source, String alias, List<ScanColumn> columns) implements PlanNode {
        public Scan {
            Objects.requireNonNull(source);
            Objects.requireNonNull(alias);
            columns = List.copyOf(columns);
        }

        @Override
        public RowSchema schema() {
            return source.rows(columns);
        }

        @Override
        public SourceKind kind() {
            return source.kind();
        }

        @Override
        public @Nullable KeyWindow window() {
            return source.window();
        }

        @Override
        public List<PlanNode> inputs() {
            return List.of();
        }
    }

    /**
     * Keeps rows for which the condition is true. Over a table, a row that stops matching is
     * deleted downstream.
     */
    record Filter(PlanNode input, TypedExpression condition) implements PlanNode {
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
        public List<PlanNode> inputs() {
            return List.of(input);
        }
    }

    /**
     * Computes columns. The key stays as it is, under new names.
     *
     * @param keyNames a name for each key column of the input
     * @param values the value columns
     */
    record Project(PlanNode input, List<String> keyNames, List<NamedExpression> values)
            implements PlanNode {
        public Project {
            keyNames = List.copyOf(keyNames);
            values = List.copyOf(values);
            if (keyNames.size() != input.schema().keyCount()) {
                throw new IllegalArgumentException("a name is needed for each key column");
            }
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
        public List<PlanNode> inputs() {
            return List.of(input);
        }
    }

    /**
     * Gives a stream a new key (PARTITION BY). The row is: the new key columns, then all columns of
     * the input.
     *
     * @param key no expressions for a stream without a key
     */
    record Repartition(PlanNode input, List<NamedExpression> key) implements PlanNode {
        public Repartition {
            key = List.copyOf(key);
            if (input.kind() != SourceKind.STREAM) {
                throw new IllegalArgumentException("a table can't be repartitioned");
            }
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
        public List<PlanNode> inputs() {
            return List.of(input);
        }
    }

    /**
     * Makes any number of rows of one (table functions). The row is: all columns of the input, then
     * an element of each list. The lists are walked side by side, a shorter one is filled up with
     * nulls; without elements in any there is no row.
     *
     * @param lists expressions of type ARRAY, named as the columns of their elements
     */
    record FlatMap(PlanNode input, List<NamedExpression> lists) implements PlanNode {
        public FlatMap {
            lists = List.copyOf(lists);
            if (input.kind() != SourceKind.STREAM) {
                throw new IllegalArgumentException("a table's rows can't be multiplied");
            }
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
        public List<PlanNode> inputs() {
            return List.of(input);
        }
    }

    /**
     * Groups and aggregates. The row is: the grouping columns as key, then a column per aggregate
     * call, then for a windowed aggregation WINDOWSTART and WINDOWEND (BIGINT). Rows in which a
     * grouping value is null are skipped.
     *
     * @param grouping empty: one global group
     * @param aggregates calls whose arguments are over the input row
     * @param windowing null: none
     */
    record Aggregate(
            PlanNode input,
            List<NamedExpression> grouping,
            List<AggregateCall> aggregates,
            @Nullable Windowing windowing)
            implements PlanNode {
        public Aggregate {
            grouping = List.copyOf(grouping);
            aggregates = List.copyOf(aggregates);
        }

        @Override
        public RowSchema schema() {
            Stream<Column> bounds =
                    windowing == null ? Stream.empty() : PseudoColumn.windowBounds().stream();
            return RowSchema.of(
                    grouping.stream().map(NamedExpression::column).toList(),
                    Stream.concat(aggregates.stream().map(AggregateCall::column), bounds).toList());
        }

        @Override
        public SourceKind kind() {
            return SourceKind.TABLE;
        }

        @Override
        public @Nullable KeyWindow window() {
            return windowing == null ? null : windowing.keyWindow();
        }

        @Override
        public List<PlanNode> inputs() {
            return List.of(input);
        }
    }

    /**
     * Joins two inputs. The row is: the key, then all columns of the left row, then all columns of
     * the right row; those of a side without a partner are null. Both inputs have the key that they
     * are joined on, except the inputs of a foreign-key join, whose key is the left one's.
     *
     * @param key the key columns
     * @param keyFormat how keys are written on their way into the join, so that both sides are
     *     partitioned alike; null: as the engine likes
     * @param leftMoves whether the left rows have to be repartitioned, because they have a new key
     *     or are partitioned by keys of another format
     * @param rightMoves the same of the right rows
     */
    record Join(
            PlanNode left,
            PlanNode right,
            JoinKind joinKind,
            JoinMethod method,
            List<Column> key,
            @Nullable FormatSpec keyFormat,
            boolean leftMoves,
            boolean rightMoves)
            implements PlanNode {
        public Join {
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
        public List<PlanNode> inputs() {
            return List.of(left, right);
        }
    }
}
