// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.pull;

import dev.bottledwater.engine.row.Row;

import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;

/** The partitions of one table, wherever they are. */
interface Partitions {

    /**
     * Who has a partition.
     *
     * @param active whose store is the latest
     * @param standbys who keep copies
     */
    record Owners(String active, List<String> standbys) {}

    /** The name of this instance. */
    String self();

    int count();

    /**
     * @throws InvalidStateStoreException while nobody has the partition, as far as is known here
     */
    Owners owners(int partition);

    /**
     * The store of a partition in this process.
     *
     * @param standby whether a copy will do
     * @throws InvalidStateStoreException when it isn't here now
     */
    LocalTable.Partition local(int partition, boolean standby);

    /**
     * Asks another instance for the rows of some of its partitions.
     *
     * @param keys of the rows that are wanted; null for all
     * @throws UnreadableTableException when it gives none
     */
    List<FoundRow> ask(
            String owner, Collection<Integer> partitions, @Nullable List<Row> keys, boolean standby)
            throws InterruptedException;
}
