// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.connect.postgres.SlotLag;
import dev.bottledwater.connect.watch.ConnectorProblem;
import dev.bottledwater.engine.connector.Connector;
import dev.bottledwater.engine.connector.Connector.RunState;
import dev.bottledwater.engine.connector.ConnectorInfo;
import dev.bottledwater.peers.PeerTraffic;
import dev.bottledwater.server.metrics.MetricsText.Format;
import dev.bottledwater.server.metrics.MetricsText.Type;

import org.junit.jupiter.api.Test;

import java.util.LinkedHashMap;
import java.util.List;

class MetricsTextTest {

    @Test
    void escapesAndWritesNumbersAsPrometheusReadsThem() {
        var text = new MetricsText(Format.PROMETHEUS);
        text.family("a_total", Type.COUNTER, "All \\ of it.");
        text.sample("a_total", 3).sample("a_total", 0.25, "b", "say \"\\\n", "c", "");
        text.sample("a_total", Double.POSITIVE_INFINITY, "b", "x");
        assertThat(text.end())
                .isEqualTo(
                        """
                        # HELP a_total All \\\\ of it.
                        # TYPE a_total counter
                        a_total 3
                        a_total{b="say \\"\\\\\\n",c=""} 0.25
                        a_total{b="x"} +Inf
                        """);
    }

    @Test
    void namesCountersAsOpenMetricsWants() {
        var text = new MetricsText(Format.OPENMETRICS);
        text.family("a_total", Type.COUNTER, "A.").sample("a_total", 1);
        text.family("b", Type.GAUGE, "B.").sample("b", 2);
        assertThat(text.end())
                .isEqualTo(
                        """
                        # HELP a A.
                        # TYPE a counter
                        a_total 1
                        # HELP b B.
                        # TYPE b gauge
                        b 2
                        # EOF
                        """);
    }

    @Test
    void tellsWhatInstancesSayToEachOther() {
        var text = new MetricsText(Format.PROMETHEUS);
        PeerMetrics.write(text, new PeerTraffic(1, 2, 3, 4, 5, 7, 8, 6));
        assertThat(text.end())
                .contains("bottled_water_peer_requests_total{direction=\"asked\"} 1\n")
                .contains("bottled_water_peer_requests_failed_total 2\n")
                .contains("bottled_water_peer_requests_total{direction=\"served\"} 3\n")
                .contains("bottled_water_peer_bytes_total{direction=\"sent\"} 4\n")
                .contains("bottled_water_peer_bytes_total{direction=\"heard\"} 5\n")
                .contains("bottled_water_peer_direct_bytes_total{direction=\"sent\"} 7\n")
                .contains("bottled_water_peer_direct_bytes_total{direction=\"heard\"} 8\n")
                .contains("bottled_water_peer_unsealed_records_total 6\n");
    }

    @Test
    void tellsHowFarReplicationIsBehind() {
        var text = new MetricsText(Format.PROMETHEUS);
        SlotMetrics.write(
                text,
                List.of(
                        new SlotLag("orders", true, 5, 70, -1),
                        new SlotLag("rds:5432/x", "orders", true, 6, 80, -1)));
        assertThat(text.end())
                .contains("postgres_replication_slot_active{slot=\"orders\"} 1\n")
                .contains("postgres_replication_slot_lag_bytes{slot=\"orders\"} 5\n")
                .contains("postgres_replication_slot_kept_bytes{slot=\"orders\"} 70\n")
                .contains(
                        "postgres_replication_slot_kept_bytes{slot=\"orders\",database=\"rds:5432/x\"} 80\n");
    }

    @Test
    void tellsTheStatesOfConnectorsAndTheirTasks() {
        var text = new MetricsText(Format.PROMETHEUS);
        ConnectMetrics.write(
                text,
                List.of(
                        new Connector(
                                new ConnectorInfo(
                                        "orders", "source", new LinkedHashMap<>(), List.of(0)),
                                new RunState("RUNNING", "w", null),
                                List.of(
                                        new Connector.Task(
                                                0, new RunState("FAILED", "w", "it broke"))))),
                List.of(
                        new ConnectorProblem("orders", 0, "It broke.", "Mend it.", 3, null),
                        new ConnectorProblem("others", 0, "It broke.", "", 0, null),
                        new ConnectorProblem("", -1, "All are in danger.", "", 0, null)));
        assertThat(text.end())
                .contains("connect_connector_problems{connector=\"\"} 1\n")
                .contains("connect_connector_problems{connector=\"others\"} 1\n")
                .contains("connect_connector_problems{connector=\"orders\"} 1\n")
                .contains("connect_connector_restarts{connector=\"orders\"} 3\n")
                .contains("connect_connector_state{connector=\"orders\",state=\"RUNNING\"} 1\n")
                .contains(
                        "connect_task_state{connector=\"orders\",task=\"0\",state=\"FAILED\"} 1\n")
                .doesNotContain("it broke");
    }
}
