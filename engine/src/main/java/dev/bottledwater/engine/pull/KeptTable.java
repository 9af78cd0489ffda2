// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.pull;

import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.physical.PhysicalPlanJson;
import dev.bottledwater.engine.query.QueryDefinition;
import dev.bottledwater.engine.query.QueryRuntime;

import java.util.Map;
import java.util.Optional;

/**
 * What is made once for the plan of a query that keeps a table.
 *
 * @param plan a fingerprint, the same on all instances
 */
record KeptTable(QueryDefinition definition, int plan, StoredTable table, TableCodec codec) {

    /** Empty for a query that keeps no table that can be read. */
    static Optional<KeptTable> of(QueryDefinition definition, QueryScope scope) {
        var root = definition.plan().root();
        return StoredTable.of(root, scope)
                .map(
                        table ->
                                new KeptTable(
                                        definition,
                                        PhysicalPlanJson.encode(definition.plan()).hashCode(),
                                        table,
                                        new TableCodec(
                                                table.keyColumns(),
                                                root.schema().columns(),
                                                table.window() != null)));
    }

    /**
     * The store of a partition in this process.
     *
     * @param standby whether a copy will do that is at most {@code mostBehind} records behind
     * @throws UnreadableTableException when it isn't here now
     * @throws org.apache.kafka.streams.errors.InvalidStateStoreException likewise
     */
    LocalTable.Partition open(
            QueryRuntime runtime, int partition, boolean standby, long mostBehind) {
        var streams =
                runtime.streams(definition.id())
                        .orElseThrow(
                                () ->
                                        new UnreadableTableException(
                                                "the query doesn't run here now", false));
        if (standby) {
            var lag =
                    streams.allLocalStorePartitionLags()
                            .getOrDefault(table.store(), Map.of())
                            .get(partition);
            if (lag == null || lag.offsetLag() > mostBehind) {
                throw new UnreadableTableException("the copy is too far behind", false);
            }
        }
        return LocalTables.store(table, partition, streams, standby);
    }
}
