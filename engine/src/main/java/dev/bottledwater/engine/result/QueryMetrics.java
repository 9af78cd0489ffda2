// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.result;

import java.util.Map;
import java.util.Objects;

/**
 * What a persistent query has done in this process since it was last started here.
 *
 * @param queryId such as {@code CSAS_ORDERS_3}
 * @param state KSQL's word
 * @param failures how many of its last failures are kept
 * @param consumed what it read, by topic, those for its repartitions included
 * @param produced what it wrote, by topic, changelogs included
 * @param dropped rows that it left out: bad records, late rows, rows without a key
 * @param lag records that it still has to read, by topic; a topic that it hasn't read yet is absent
 * @param restored records that its stores were restored from
 * @param toRestore records that its stores still have to be restored from
 */
public record QueryMetrics(
        String queryId,
        String state,
        int failures,
        Map<String, Traffic> consumed,
        Map<String, Traffic> produced,
        double dropped,
        Map<String, Double> lag,
        double restored,
        double toRestore) {

    public QueryMetrics {
        Objects.requireNonNull(queryId);
        Objects.requireNonNull(state);
        consumed = Map.copyOf(consumed);
        produced = Map.copyOf(produced);
        lag = Map.copyOf(lag);
    }

    /**
     * An amount of records, and of their bytes as they are sent.
     *
     * @param perSecond how many of the records a second came lately
     */
    public record Traffic(double records, double bytes, double perSecond) {
        public Traffic(double records, double bytes) {
            this(records, bytes, 0);
        }

        /** Both amounts together. */
        public Traffic plus(Traffic other) {
            return new Traffic(
                    records + other.records, bytes + other.bytes, perSecond + other.perSecond);
        }
    }
}
