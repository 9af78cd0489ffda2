// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.retention;

import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.physical.PhysicalPlan;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.engine.topology.SinkSerdes;

import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds to a query's topology what keeps its state and its table from retention. */
public final class StateRefresh {
    private static final String PREFIX = "Refresh-";

    private StateRefresh() {}

    /**
     * Adds a processor to the stores that the query's table is made of, which also writes the rows
     * of the table anew, and one to each other store. Names of stores and topics stay as they are.
     *
     * @param retention how long topics keep records
     */
    public static void add(
            Topology topology, PhysicalPlan plan, QueryScope scope, Duration retention) {
        var pace = RefreshPace.of(retention);
        var owners = owners(topology);
        var view = TableView.of(plan.root(), scope);
        view.ifPresent(
                table -> {
                    var stores = List.copyOf(table.stores());
                    var node = PREFIX + plan.sink().name();
                    add(
                            topology,
                            node,
                            stores,
                            owners,
                            () -> new StoreRefresher(stores, table, pace));
                    var sink = SinkSerdes.of(scope, plan.sink());
                    topology.addSink(
                            node + "-Sink",
                            sink.topic(),
                            sink.keys().serializer(),
                            sink.values(),
                            node);
                    owners.keySet().removeAll(stores);
                });
        for (var store : List.copyOf(owners.keySet())) {
            add(
                    topology,
                    PREFIX + store,
                    List.of(store),
                    owners,
                    () -> new StoreRefresher(List.of(store), null, pace));
        }
    }

    private static void add(
            Topology topology,
            String node,
            List<String> stores,
            Map<String, String> owners,
            ProcessorSupplier<Object, Object, Object, Row> supplier) {
        topology.addProcessor(node, supplier, owners.get(stores.getFirst()));
        topology.connectProcessorAndStateStores(node, stores.toArray(String[]::new));
    }

    /** A processor of each store, so that a processor more belongs to the same task. */
    private static Map<String, String> owners(Topology topology) {
        var owners = new TreeMap<String, String>();
        for (var part : topology.describe().subtopologies()) {
            for (var node : part.nodes()) {
                if (node instanceof TopologyDescription.Processor processor) {
                    processor
                            .stores()
                            .forEach(
                                    store -> owners.merge(store, node.name(), StateRefresh::first));
                }
            }
        }
        return owners;
    }

    /** The description has no order; the same program makes the same topology. */
    private static String first(String one, String other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
