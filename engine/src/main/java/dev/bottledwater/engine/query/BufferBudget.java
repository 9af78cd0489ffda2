// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.query;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The part of the heap that queries may fill with records on their way: producers' buffers, fetched
 * batches and caches. A query that starts gets an eighth of what is left for each of its two
 * buffers, so that the first ones have plenty and the last ones enough. Thread-safe.
 */
public final class BufferBudget {
    /** The property that gives its size in bytes, in place of a quarter of the heap. */
    public static final String PROPERTY = "bw.query.buffers.max.bytes";

    private static final long LEAST = 1L << 20;
    private static final long MOST = 8L << 20;
    private static final long MOST_OF_PARTITION = 512L << 10;
    private static final int PARTITIONS_A_FETCH = 8;

    /** One query's part, in bytes. */
    record Share(long buffer, long cache) {
        /** What one partition may give to a fetch. */
        long partition() {
            return Math.min(MOST_OF_PARTITION, buffer / PARTITIONS_A_FETCH);
        }

        private long sum() {
            return 2 * buffer + cache;
        }
    }

    private final long total;
    private final Map<String, Share> shares = new HashMap<>();

    BufferBudget(long total) {
        this.total = total;
    }

    /** In bytes. */
    public long total() {
        return total;
    }

    /** Why a query can't have a cache of this size, with the numbers; empty when it can. */
    synchronized Optional<String> refusal(String queryId, long cache) {
        long left = leftBy(queryId);
        return cache <= 0 || cache <= left
                ? Optional.empty()
                : Optional.of(
                        "The query's cache of %d bytes doesn't fit: of the %d bytes for buffers and caches of all queries %d are left: make cache.max.bytes.buffering smaller, use a larger machine, or raise %s"
                                .formatted(cache, total, Math.max(0, left), PROPERTY));
    }

    /** The share of a query, the same until {@link #release}. */
    synchronized Share take(String queryId, long cache) {
        var share = shares.get(queryId);
        if (share == null || share.cache() != cache) {
            share = share(leftBy(queryId), cache);
            shares.put(queryId, share);
        }
        return share;
    }

    /** What a query would get now. */
    synchronized Share look(String queryId, long cache) {
        var share = shares.get(queryId);
        return share == null ? share(leftBy(queryId), cache) : share;
    }

    synchronized void release(String queryId) {
        shares.remove(queryId);
    }

    private static Share share(long left, long cache) {
        return new Share(Math.clamp((left - cache) / 8, LEAST, MOST), cache);
    }

    private long leftBy(String queryId) {
        return total
                - shares.entrySet().stream()
                        .filter(e -> !e.getKey().equals(queryId))
                        .mapToLong(e -> e.getValue().sum())
                        .sum();
    }
}
