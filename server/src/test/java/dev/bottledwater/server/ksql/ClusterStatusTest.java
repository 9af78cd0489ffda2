// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.result.HostStatus;
import dev.bottledwater.engine.result.HostStatus.Lag;
import dev.bottledwater.engine.result.HostStatus.Partition;
import dev.bottledwater.engine.result.HostStatus.QueryStores;
import dev.bottledwater.engine.result.HostStatus.Tasks;
import dev.bottledwater.server.fake.TestServer;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

class ClusterStatusTest {
    @AutoClose private final TestServer server = new TestServer();

    @Test
    void anInstanceThatHearsNoOthersHasNoStatus() throws Exception {
        assertThat(status().statusCode()).isEqualTo(404);
    }

    @Test
    void hostsAreToldWithTheirStoresAndLags() throws Exception {
        var stores =
                new QueryStores(
                        "app",
                        new Tasks(List.of("S"), List.of(new Partition("orders", 1))),
                        new Tasks(List.of(), List.of()),
                        new TreeMap<>(Map.of("S", new TreeMap<>(Map.of(1, new Lag(7, 10))))));
        server.engine.hosts =
                new TreeMap<>(
                        Map.of(
                                "web-1-a",
                                new HostStatus(true, 1000, new TreeMap<>(Map.of("Q_1", stores))),
                                "web-2-b",
                                new HostStatus(false, 500, new TreeMap<>())));

        var response = status();

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .isEqualTo(
                        """
                        {"clusterStatus":{\
                        "web-1-a:0":{"hostAlive":true,"lastStatusUpdateMs":1000,\
                        "activeStandbyPerQuery":{"Q_1":{"activeStores":["S"],"activePartitions":[{"topic":"orders","partition":1}],"standByStores":[],"standByPartitions":[]}},\
                        "hostStoreLags":{"stateStoreLags":{"app#S":{"lagByPartition":{"1":{"currentOffsetPosition":7,"endOffsetPosition":10,"offsetLag":3}},"size":1}},"updateTimeMs":1000}},\
                        "web-2-b:0":{"hostAlive":false,"lastStatusUpdateMs":500,"activeStandbyPerQuery":{},"hostStoreLags":{"stateStoreLags":{},"updateTimeMs":500}}}}""");
    }

    private HttpResponse<String> status() throws Exception {
        return server.send(server.request("/clusterStatus").GET());
    }
}
