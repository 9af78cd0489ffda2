// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql;

import dev.bottledwater.engine.result.HostStatus;
import dev.bottledwater.server.web.Answer;
import dev.bottledwater.server.web.Endpoint;
import dev.bottledwater.server.web.RoutedRequest;
import dev.bottledwater.wire.ClusterStatus;
import dev.bottledwater.wire.WireJson;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/** {@code GET /clusterStatus}: the instances, whether they live, and which state each has. */
final class ClusterStatusEndpoint implements Endpoint {
    /** Instances have names and no ports; KSQL's clients expect one. */
    private static final String PORT = ":0";

    private final EngineAccess access;

    ClusterStatusEndpoint(EngineAccess access) {
        this.access = access;
    }

    @Override
    public void serve(RoutedRequest request) throws IOException {
        var hosts = EngineErrors.translating(() -> access.engine().hosts());
        if (hosts.isPresent()) {
            JsonAnswers.answer(request.exchange(), WireJson.write(status(hosts.get())));
        } else {
            // what a real server answers while its nodes don't hear each other
            request.exchange().answer(Answer.json(404, ""));
        }
    }

    private static ClusterStatus status(Map<String, HostStatus> hosts) {
        var all = new TreeMap<String, ClusterStatus.Host>();
        hosts.forEach((name, host) -> all.put(name + PORT, host(host)));
        return new ClusterStatus(all);
    }

    private static ClusterStatus.Host host(HostStatus host) {
        var queries = new TreeMap<String, ClusterStatus.QueryStores>();
        var lags = new TreeMap<String, ClusterStatus.StoreLag>();
        host.queries()
                .forEach(
                        (id, query) -> {
                            queries.put(
                                    id,
                                    new ClusterStatus.QueryStores(
                                            query.active().stores(),
                                            partitions(query.active()),
                                            query.standby().stores(),
                                            partitions(query.standby())));
                            query.lags()
                                    .forEach(
                                            (store, partitions) ->
                                                    lags.put(
                                                            query.applicationId() + "#" + store,
                                                            lag(partitions)));
                        });
        return new ClusterStatus.Host(
                host.alive(),
                host.heardAt(),
                queries,
                new ClusterStatus.StoreLags(lags, host.heardAt()));
    }

    private static List<ClusterStatus.Partition> partitions(HostStatus.Tasks tasks) {
        return tasks.partitions().stream()
                .map(p -> new ClusterStatus.Partition(p.topic(), p.partition()))
                .toList();
    }

    private static ClusterStatus.StoreLag lag(SequencedMap<Integer, HostStatus.Lag> partitions) {
        var lags = new TreeMap<String, ClusterStatus.Lag>();
        partitions.forEach(
                (partition, lag) ->
                        lags.put(
                                partition.toString(),
                                new ClusterStatus.Lag(lag.position(), lag.end(), lag.records())));
        return new ClusterStatus.StoreLag(lags, lags.size());
    }
}
