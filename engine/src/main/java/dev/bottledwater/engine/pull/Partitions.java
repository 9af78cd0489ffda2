// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.pull;

import org.apache.kafka.streams.errors.InvalidStateStoreException;

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
     * Asks another instance for rows of some of its partitions.
     *
     * @throws UnreadableTableException when it gives none
     */
    RowsAnswer ask(String owner, Collection<Integer> partitions, WantedRows wanted, boolean standby)
            throws InterruptedException;
}
