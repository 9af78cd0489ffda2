// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;

/** What instances tell of all of them at {@code /clusterStatus}. */
record ClusterStates(RandomRouter router) {

    private JsonNode hosts() throws Exception {
        return RandomRouter.json(router.get("/clusterStatus").body()).path("clusterStatus");
    }

    /** Checks that each instance tells of all of them, with their partitions and no lag. */
    void allTell(String id) throws Exception {
        for (int port : router.ports()) {
            var hosts =
                    RandomRouter.json(router.get(port, "/clusterStatus").body())
                            .path("clusterStatus");
            assertThat(hosts).as(hosts.toString()).hasSize(router.ports().size());
            var partitions = new ArrayList<String>();
            for (var host : hosts) {
                assertThat(host.path("hostAlive").asBoolean()).isTrue();
                assertThat(host.path("lastStatusUpdateMs").asLong())
                        .isCloseTo(System.currentTimeMillis(), within(10_000L));
                host.path("activeStandbyPerQuery")
                        .path(id)
                        .path("activePartitions")
                        .forEach(p -> partitions.add(p.toString()));
                var lags = host.path("hostStoreLags").path("stateStoreLags");
                assertThat(lags.findValues("offsetLag"))
                        .isNotEmpty()
                        .allMatch(lag -> lag.asLong() == 0);
            }
            assertThat(partitions)
                    .contains("{\"topic\":\"orders\",\"partition\":3}")
                    .hasSize(8)
                    .doesNotHaveDuplicates();
        }
    }

    /** How many instances have partitions of the query that makes a table. */
    long partitionsOf(String table) throws Exception {
        long count = 0;
        for (var host : hosts()) {
            for (var query : host.path("activeStandbyPerQuery").properties()) {
                if (query.getKey().startsWith("CTAS_" + table + "_")
                        && !query.getValue().path("activeStores").isEmpty()) {
                    count++;
                }
            }
        }
        return count;
    }

    /** The id of the query that makes a table. */
    String queryOf(String table) throws Exception {
        for (var host : hosts()) {
            for (var query : host.path("activeStandbyPerQuery").properties()) {
                if (query.getKey().startsWith("CTAS_" + table + "_")) {
                    return query.getKey();
                }
            }
        }
        throw new AssertionError("no query makes " + table);
    }

    /**
     * Whether a table is shared by so many instances, its partitions have copies, and no store is
     * behind.
     */
    boolean isCopied(String table, int partitions, int instances) throws Exception {
        int copies = 0;
        for (var host : hosts()) {
            for (var query : host.path("activeStandbyPerQuery").properties()) {
                if (query.getKey().startsWith("CTAS_" + table + "_")) {
                    copies += query.getValue().path("standByPartitions").size();
                }
            }
            for (var lag : host.path("hostStoreLags").findValues("offsetLag")) {
                if (lag.asLong() != 0) {
                    return false;
                }
            }
        }
        return copies == partitions && partitionsOf(table) == instances;
    }
}
