// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topology;

import static dev.bottledwater.engine.physical.TestPlans.column;
import static dev.bottledwater.engine.physical.TestPlans.named;
import static dev.bottledwater.engine.physical.TestPlans.orders;
import static dev.bottledwater.engine.physical.TestPlans.physical;
import static dev.bottledwater.engine.physical.TestPlans.scan;
import static dev.bottledwater.engine.physical.TestPlans.totalsByRegion;
import static dev.bottledwater.engine.physical.TestPlans.tumbling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.sql.plan.PlanNode;
import dev.bottledwater.sql.schema.SourceKind;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;

class UnusedKeysTest {
    private static Set<String> unused(PlanNode root) {
        return UnusedKeys.of(physical("SINK", root).root());
    }

    @Test
    void groupsAndPartitionsReplaceTheKeysOfAStream() {
        var stream = scan(orders(SourceKind.STREAM));
        assertThat(unused(totalsByRegion(stream, null))).hasSize(1);
        assertThat(unused(totalsByRegion(stream, tumbling(1000, null, false)))).hasSize(1);
        assertThat(
                        unused(
                                new PlanNode.Repartition(
                                        stream, List.of(named("R", column(stream, "REGION"))))))
                .hasSize(1);
    }

    @Test
    void keysThatReachTheSinkOrAChangeOfATableAreUsed() {
        assertThat(unused(scan(orders(SourceKind.STREAM)))).isEmpty();
        assertThat(unused(totalsByRegion(scan(orders(SourceKind.TABLE)), null))).isEmpty();
    }
}
