// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.physical;

import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.function.AggregateSignature;
import dev.bottledwater.sql.function.ScalarSignature;
import dev.bottledwater.sql.ir.ComparisonOperator;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.plan.AggregateCall;
import dev.bottledwater.sql.plan.NamedExpression;
import dev.bottledwater.sql.plan.PlanNode;
import dev.bottledwater.sql.plan.PseudoColumn;
import dev.bottledwater.sql.plan.QueryPlan;
import dev.bottledwater.sql.plan.ScanColumn;
import dev.bottledwater.sql.plan.ScannedSource;
import dev.bottledwater.sql.plan.Windowing;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.schema.KeyWindow;
import dev.bottledwater.sql.schema.RowSchema;
import dev.bottledwater.sql.schema.SourceKind;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Plans as the analyzer makes them, written by hand: {@code ORDERS} has a BIGINT key {@code ID} and
 * JSON values {@code REGION STRING, AMOUNT BIGINT, NOTE STRING}.
 */
public final class TestPlans {
    public static final List<Column> KEY = List.of(new Column("ID", Primitive.BIGINT));
    public static final List<Column> VALUE =
            List.of(
                    new Column("REGION", Primitive.STRING),
                    new Column("AMOUNT", Primitive.BIGINT),
                    new Column("NOTE", Primitive.STRING));

    private TestPlans() {}

    public static ScannedSource orders(SourceKind kind) {
        return new ScannedSource(
                "ORDERS",
                kind,
                "orders",
                KEY,
                VALUE,
                FormatSpec.of("KAFKA"),
                FormatSpec.of("JSON"),
                null,
                null);
    }

    /** All columns of a source. */
    public static PlanNode.Scan scan(ScannedSource source, PseudoColumn... pseudo) {
        var columns = new ArrayList<ScanColumn>();
        for (int i = 0; i < source.keyColumns().size(); i++) {
            columns.add(new ScanColumn.Key(i, source.keyColumns().get(i)));
        }
        for (int i = 0; i < source.valueColumns().size(); i++) {
            columns.add(new ScanColumn.Value(i, source.valueColumns().get(i)));
        }
        for (var p : pseudo) {
            columns.add(new ScanColumn.Pseudo(p));
        }
        return new PlanNode.Scan(source, source.name(), columns);
    }

    public static TypedExpression column(PlanNode input, String name) {
        int index = input.schema().indexOf(name);
        return new TypedExpression.ColumnRef(
                index, name, input.schema().columns().get(index).type());
    }

    public static TypedExpression literal(Object value, SqlType type) {
        return new TypedExpression.Literal(value, type);
    }

    public static TypedExpression compare(
            TypedExpression left, ComparisonOperator operator, TypedExpression right) {
        return new TypedExpression.Comparison(operator, left, right);
    }

    public static TypedExpression call(ScalarSignature function, TypedExpression argument) {
        return new TypedExpression.Call(function, List.of(argument), Primitive.STRING);
    }

    /** {@code SELECT REGION, WORDS(NOTE) WORD, WORDS(REGION) PLACE FROM input}. */
    public static PlanNode words(PlanNode input) {
        var node =
                new PlanNode.FlatMap(
                        input,
                        List.of(
                                named("ROWS_0", words(column(input, "NOTE"))),
                                named("ROWS_1", words(column(input, "REGION")))));
        return new PlanNode.Project(
                node,
                List.of("ID"),
                List.of(
                        named("REGION", column(node, "REGION")),
                        named("WORD", column(node, "ROWS_0")),
                        named("PLACE", column(node, "ROWS_1"))));
    }

    private static TypedExpression words(TypedExpression text) {
        return new TypedExpression.Call(
                TestFunctions.WORDS, List.of(text), new SqlType.Array(Primitive.STRING));
    }

    public static NamedExpression named(String name, TypedExpression expression) {
        return new NamedExpression(name, expression);
    }

    public static AggregateCall aggregate(
            int n, AggregateSignature function, TypedExpression... arguments) {
        return new AggregateCall(
                "KSQL_AGG_VARIABLE_" + n,
                function,
                List.of(arguments),
                List.of(),
                Map.of(),
                Primitive.BIGINT);
    }

    /** {@code SELECT REGION, COUNT(*) N, SUM(AMOUNT) TOTAL FROM input GROUP BY REGION}. */
    public static PlanNode totalsByRegion(PlanNode input, @Nullable Windowing windowing) {
        return totals(input, windowing, null);
    }

    /** The same with {@code HAVING COUNT(*) > minimum}. */
    public static PlanNode totals(
            PlanNode input, @Nullable Windowing windowing, @Nullable Long minimum) {
        PlanNode node =
                new PlanNode.Aggregate(
                        input,
                        List.of(named("REGION", column(input, "REGION"))),
                        List.of(
                                aggregate(0, TestFunctions.COUNT),
                                aggregate(1, TestFunctions.SUM, column(input, "AMOUNT"))),
                        windowing);
        if (minimum != null) {
            node =
                    new PlanNode.Filter(
                            node,
                            compare(
                                    column(node, "KSQL_AGG_VARIABLE_0"),
                                    ComparisonOperator.GREATER,
                                    literal(minimum, Primitive.BIGINT)));
        }
        return new PlanNode.Project(
                node,
                List.of("REGION"),
                List.of(
                        named("N", column(node, "KSQL_AGG_VARIABLE_0")),
                        named("TOTAL", column(node, "KSQL_AGG_VARIABLE_1"))));
    }

    /** The plan of a SELECT of all columns of {@code root}. */
    public static QueryPlan query(
            PlanNode root, QueryPlan.@Nullable Emit emit, @Nullable Long limit) {
        var columns = root.schema().columns();
        return new QueryPlan(
                root,
                IntStream.range(0, columns.size())
                        .mapToObj(i -> new QueryPlan.OutputColumn(columns.get(i).name(), i))
                        .toList(),
                emit,
                limit,
                List.of("ORDERS"));
    }

    public static QueryPlan query(PlanNode root) {
        return query(root, QueryPlan.Emit.CHANGES, null);
    }

    /** A sink for the rows of {@code root}. */
    public static Source sink(String name, PlanNode root, String keyFormat, String valueFormat) {
        return new Source(
                name,
                root.kind(),
                new RowSchema(root.schema().columns(), root.schema().keyCount()),
                name,
                FormatSpec.of(keyFormat),
                FormatSpec.of(valueFormat),
                root.window(),
                null,
                false,
                "CREATE …",
                "Q_0");
    }

    public static PhysicalPlan physical(String sink, PlanNode root) {
        return PhysicalPlanner.plan(query(root), sink(sink, root, "KAFKA", "JSON"));
    }

    public static Windowing tumbling(long size, @Nullable Long grace, boolean emitFinal) {
        return new Windowing(KeyWindow.Type.TUMBLING, size, size, null, grace, emitFinal);
    }
}
