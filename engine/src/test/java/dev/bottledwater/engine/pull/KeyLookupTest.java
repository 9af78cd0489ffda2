// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.pull;

import static dev.bottledwater.engine.physical.TestPlans.column;
import static dev.bottledwater.engine.physical.TestPlans.compare;
import static dev.bottledwater.engine.physical.TestPlans.literal;
import static dev.bottledwater.engine.physical.TestPlans.orders;
import static dev.bottledwater.engine.physical.TestPlans.query;
import static dev.bottledwater.engine.physical.TestPlans.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.physical.PhysicalPlanner;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.ir.ComparisonOperator;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.plan.PlanNode;
import dev.bottledwater.sql.schema.SourceKind;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

/** Over a table with the key ID BIGINT. */
class KeyLookupTest {
    private final PlanNode table = scan(orders(SourceKind.TABLE));
    private final TypedExpression large =
            compare(column(table, "AMOUNT"), ComparisonOperator.GREATER, number(10));

    @Test
    void equalityNamesAKey() {
        assertThat(keys(id(1))).contains(List.of(Row.of(1L)));
        assertThat(keys(compare(number(1), ComparisonOperator.EQUAL, column(table, "ID"))))
                .contains(List.of(Row.of(1L)));
    }

    @Test
    void listsAndAlternativesNameKeys() {
        var in =
                new TypedExpression.In(
                        column(table, "ID"), List.of(number(2), number(3), number(2)));

        assertThat(keys(new TypedExpression.Or(List.of(id(1), in))))
                .contains(List.of(Row.of(1L), Row.of(2L), Row.of(3L)));
    }

    @Test
    void otherConditionsMayStandBesides() {
        assertThat(keys(new TypedExpression.And(List.of(large, id(1)))))
                .contains(List.of(Row.of(1L)));
    }

    @Test
    void anyKeyMayBeOneWhereAnAlternativeNamesNone() {
        assertThat(keys(new TypedExpression.Or(List.of(id(1), large)))).isEmpty();
        assertThat(keys(large)).isEmpty();
        assertThat(
                        keys(
                                compare(
                                        column(table, "ID"),
                                        ComparisonOperator.EQUAL,
                                        column(table, "AMOUNT"))))
                .isEmpty();
    }

    private TypedExpression id(long value) {
        return compare(column(table, "ID"), ComparisonOperator.EQUAL, number(value));
    }

    private static TypedExpression number(long value) {
        return literal(value, Primitive.BIGINT);
    }

    private Optional<List<Row>> keys(TypedExpression condition) {
        return KeyLookup.keys(
                PhysicalPlanner.transientSteps(
                        query(new PlanNode.Filter(table, condition), null, null)),
                ExpressionCompiler.interpreter());
    }
}
