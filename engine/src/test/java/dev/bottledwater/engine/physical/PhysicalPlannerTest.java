// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.physical;

import static dev.bottledwater.engine.physical.TestPlans.aggregate;
import static dev.bottledwater.engine.physical.TestPlans.column;
import static dev.bottledwater.engine.physical.TestPlans.named;
import static dev.bottledwater.engine.physical.TestPlans.orders;
import static dev.bottledwater.engine.physical.TestPlans.physical;
import static dev.bottledwater.engine.physical.TestPlans.query;
import static dev.bottledwater.engine.physical.TestPlans.scan;
import static dev.bottledwater.engine.physical.TestPlans.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.sql.plan.PlanNode;
import dev.bottledwater.sql.schema.SourceKind;

import org.junit.jupiter.api.Test;

import java.util.List;

class PhysicalPlannerTest {

    @Test
    void namesStepsStoresAndTopicsAsKsqlDoes() {
        var plan = physical("TOTALS", TestPlans.totals(scan(orders(SourceKind.TABLE)), null, 0L));

        assertThat(plan.steps())
                .extracting(Step::name)
                .containsExactly(
                        "KsqlTopic", "Aggregate", "Aggregate-HavingFilter", "Aggregate-Project");
        var aggregate = (Step.TableAggregate) plan.steps().get(1);
        assertThat(aggregate.store()).isEqualTo("Aggregate-Aggregate-Materialize");
        assertThat(aggregate.grouping().repartition()).isEqualTo("Aggregate-GroupBy");
        assertThat(((Step.TableSource) plan.steps().getFirst()).store())
                .isEqualTo("KsqlTopic-Reduce");
        assertThat(plan.sourceTopics()).containsExactly("orders");
    }

    @Test
    void keepsNoRowsOfATableThatIsOnlyProjected() {
        var scan = scan(orders(SourceKind.TABLE));
        var plan =
                physical(
                        "COPY",
                        new PlanNode.Project(
                                scan,
                                List.of("ID"),
                                List.of(named("REGION", column(scan, "REGION")))));

        assertThat(((Step.TableSource) plan.steps().getFirst()).store()).isNull();
    }

    @Test
    void doesNotRepartitionAStreamThatIsGroupedByItsKey() {
        var scan = scan(orders(SourceKind.STREAM));
        var plan =
                physical(
                        "COUNTS",
                        new PlanNode.Aggregate(
                                scan,
                                List.of(named("ID", column(scan, "ID"))),
                                List.of(aggregate(0, TestFunctions.COUNT)),
                                null));

        assertThat(((Step.StreamAggregate) plan.root()).grouping().repartition()).isNull();
    }

    @Test
    void refusesAnAggregateOverATableThatCannotUndo() {
        var scan = scan(orders(SourceKind.TABLE));
        var root =
                new PlanNode.Aggregate(
                        scan,
                        List.of(named("REGION", column(scan, "REGION"))),
                        List.of(aggregate(0, TestFunctions.LATEST, column(scan, "AMOUNT"))),
                        null);

        assertThatThrownBy(() -> physical("T", root))
                .hasMessage(
                        "The aggregation function LATEST cannot be applied to a table source, only to a stream source.");
    }

    @Test
    void refusesRowsThatDoNotFitTheSink() {
        var stream = scan(orders(SourceKind.STREAM));
        var other =
                new PlanNode.Project(
                        stream, List.of("ID"), List.of(named("NOTE", column(stream, "NOTE"))));

        assertThatThrownBy(
                        () ->
                                PhysicalPlanner.plan(
                                        query(stream), sink("S", other, "KAFKA", "JSON")))
                .hasMessageContaining("do not fit the columns of S");
    }
}
