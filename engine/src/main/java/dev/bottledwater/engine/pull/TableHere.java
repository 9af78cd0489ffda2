// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.pull;

import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.query.QueryDefinition;
import dev.bottledwater.engine.query.QueryRuntime;
import dev.bottledwater.engine.row.Row;

import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The table of a persistent query as far as it is in this process: its latest rows are read by key,
 * from memory and the local disk, and nobody else is asked or waited for. What it takes to read the
 * stores is kept until the query starts anew. Thread-safe.
 */
public final class TableHere {
    private final String queryId;
    private final LocalTables tables;
    private final QueryRuntime runtime;
    private final QueryScope scope;
    private volatile @Nullable Opened opened;

    TableHere(String queryId, LocalTables tables, QueryRuntime runtime, QueryScope scope) {
        this.queryId = queryId;
        this.tables = tables;
        this.runtime = runtime;
        this.scope = scope;
    }

    /**
     * @param partitions null for those that weren't here when their rows were asked for
     */
    private record Opened(
            QueryDefinition definition,
            KafkaStreams streams,
            StoredTable table,
            @Nullable LocalTable[] partitions) {

        /** Lost updates of the array by other threads cost another look-up of a store. */
        LocalTable partition(int number) {
            var known = partitions[number];
            if (known == null) {
                known =
                        new LocalTable(
                                table, List.of(LocalTables.store(table, number, streams, false)));
                partitions[number] = known;
            }
            return known;
        }
    }

    /**
     * Reads the rows of a key.
     *
     * @param reader must not wait
     * @return false when rows may be elsewhere, or the stores can't be read now; then what the
     *     reader got isn't all
     */
    public boolean lookUp(Row key, TableRows.Reader reader) {
        var here = open();
        if (here == null) {
            return false;
        }
        try {
            var rows = new ArrayList<LocalTable>();
            var partition = here.table().partition(key, here.partitions().length);
            if (partition.isPresent()) {
                rows.add(here.partition(partition.getAsInt()));
            } else {
                for (int i = 0; i < here.partitions().length; i++) {
                    rows.add(here.partition(i));
                }
            }
            var keys = List.of(key);
            for (var one : rows) {
                one.lookUp(keys, reader);
            }
            return true;
        } catch (InvalidStateStoreException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private @Nullable Opened open() {
        var definition = runtime.definition(queryId).orElse(null);
        var streams = runtime.streams(queryId).orElse(null);
        if (definition == null || streams == null) {
            opened = null;
            return null;
        }
        var known = opened;
        if (known != null && known.definition() == definition && known.streams() == streams) {
            return known;
        }
        int count = tables.knownPartitions(queryId);
        var table = StoredTable.of(definition.plan().root(), scope).orElse(null);
        if (count == 0 || table == null || table.window() != null) {
            return null;
        }
        known = new Opened(definition, streams, table, new @Nullable LocalTable[count]);
        opened = known;
        return known;
    }
}
