// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.result.Restoration;
import dev.bottledwater.engine.result.StatementResult.QuerySummary;
import dev.bottledwater.wire.WireJson;
import dev.bottledwater.wire.entity.RunningQuery;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

class DescriptionTranslationTest {

    private static RunningQuery query(@Nullable Restoration restoration) {
        return DescriptionTranslation.query(
                new QuerySummary(
                        "CTAS_T_1",
                        "CREATE …;",
                        List.of("T"),
                        List.of("t"),
                        "PERSISTENT",
                        new TreeMap<>(Map.of("REBALANCING", 1)),
                        "REBALANCING",
                        restoration));
    }

    /** KSQL has no such field. */
    @Test
    void restorationIsToldWhileThereIsOne() throws Exception {
        assertThat(WireJson.write(query(null))).doesNotContain("restoration");

        var restoring = query(new Restoration(15, 5));
        var json = WireJson.write(restoring);
        assertThat(json)
                .contains("\"restoration\":{\"restoredRecords\":15,\"remainingRecords\":5}");
        assertThat(WireJson.mapper().readValue(json, RunningQuery.class)).isEqualTo(restoring);
    }
}
