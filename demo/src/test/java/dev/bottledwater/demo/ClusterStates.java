// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.demo;

import com.fasterxml.jackson.databind.JsonNode;

/** What instances tell of all of them at {@code /clusterStatus}. */
record ClusterStates(RandomRouter router) {

    private JsonNode hosts() throws Exception {
        return RandomRouter.json(router.get("/clusterStatus").body()).path("clusterStatus");
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
