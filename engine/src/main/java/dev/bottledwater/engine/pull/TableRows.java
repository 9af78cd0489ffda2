// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.pull;

import dev.bottledwater.engine.row.Row;

import java.util.List;

/** All rows of a table as they are now. Not thread-safe. */
public interface TableRows {

    /** Takes the rows of the table. */
    @FunctionalInterface
    interface Reader {
        /**
         * @param key a {@link Row}, or a windowed one
         * @param timestamp of the record that made the row
         * @return false when no more are wanted
         */
        boolean accept(Object key, Row row, long timestamp) throws InterruptedException;
    }

    /** Whether all rows can be asked for; of sessions only those of keys can. */
    boolean canBeScanned();

    /**
     * Reads all rows, partition by partition, by the bytes of their keys.
     *
     * @param most how many the reader takes at most, so that no more are fetched; negative where
     *     that isn't known
     * @throws org.apache.kafka.streams.errors.InvalidStateStoreException when a store has moved
     *     meanwhile
     */
    void scan(long most, Reader reader) throws InterruptedException;

    /**
     * Reads the rows of keys.
     *
     * @throws org.apache.kafka.streams.errors.InvalidStateStoreException when a store has moved
     *     meanwhile
     */
    void lookUp(List<Row> keys, Reader reader) throws InterruptedException;
}
