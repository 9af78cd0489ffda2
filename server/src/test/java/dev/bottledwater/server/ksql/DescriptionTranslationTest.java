// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.result.Restoration;
import dev.bottledwater.engine.result.StatementResult.QuerySummary;
import dev.bottledwater.engine.result.StatementResult.TopicStatistic;
import dev.bottledwater.wire.WireJson;
import dev.bottledwater.wire.entity.RunningQuery;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
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

    /** The text is KSQL's of the instance that answers; clients get the numbers of all. */
    @Test
    void statisticsAreThoseOfTheInstanceThatAnswers() {
        var here =
                List.of(
                        new TopicStatistic("a", true, "messages-per-sec", 0.251, 1795493030264L),
                        new TopicStatistic(
                                "a", true, "total-messages", 12_345_678, 1795493030264L));
        var all = new ArrayList<>(here);
        all.add(new TopicStatistic("b", false, "total-messages", 7, 1795493030264L));

        assertThat(StatisticsText.of(all))
                .isEqualTo(
                        "messages-per-sec:      0.25   total-messages:  12345678     last-message: 2026-11-24T04:03:50.264Z");
        assertThat(StatisticsText.of(List.of(new TopicStatistic("a", true, "x", 1, null))))
                .as("a broker that doesn't tell the time")
                .isEqualTo("               x:         1");
        assertThat(StatisticsText.of(all.subList(2, 3))).isEmpty();
    }
}
