// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.demo;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was committed, and what of it has arrived: change events by commit id, rows of the table by
 * the state that each commit leads to. Thread-safe.
 */
final class Ledger {

    /** The tables that the connector captures. */
    enum Table {
        ORDERS,
        CUSTOMERS
    }

    /** One row change. */
    record Commit(long id, Table table, long rowId, boolean delete) {}

    /** COUNT(*) and SUM(amount) of a region. */
    record RegionTotal(long orders, BigDecimal amount) {
        @Override
        public boolean equals(@Nullable Object o) {
            return o instanceof RegionTotal(long otherOrders, BigDecimal otherAmount)
                    && orders == otherOrders
                    && amount.compareTo(otherAmount) == 0;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(orders);
        }
    }

    /** A region after a commit; the sum of the commit ids of its rows tells its states apart. */
    record RegionState(long orders, BigDecimal amount, long commits) {
        static final RegionState NONE = new RegionState(0, BigDecimal.ZERO, 0);

        RegionState plus(BigDecimal addedAmount, long commitId) {
            return new RegionState(orders + 1, amount.add(addedAmount), commits + commitId);
        }

        RegionState minus(BigDecimal removedAmount, long commitId) {
            return new RegionState(orders - 1, amount.subtract(removedAmount), commits - commitId);
        }

        RegionTotal total() {
            return new RegionTotal(orders, amount);
        }
    }

    private record Expected(RegionState state, long committedAtNanos) {}

    private final Map<Long, Commit> commits = new HashMap<>();
    private final Map<Long, Long> deletesByOrder = new HashMap<>();
    private final Map<Long, Integer> eventsByCommit = new HashMap<>();
    private final Map<String, Deque<Expected>> pending = new HashMap<>();
    private final Map<String, RegionState> latest = new TreeMap<>();
    private final List<Long> latencies = new ArrayList<>();
    private long lastCommitId;
    private long events;
    private long results;
    private long strayEvents;
    private boolean measuring;

    synchronized long nextCommitId() {
        return ++lastCommitId;
    }

    /** Latencies count from here: what the snapshot reads was committed before anybody listened. */
    synchronized void startMeasuring() {
        measuring = true;
    }

    /**
     * A change is about to be committed; the clock starts.
     *
     * @param touched the regions that it changes, as they will be
     */
    synchronized void committing(Commit commit, Map<String, RegionState> touched) {
        commits.put(commit.id(), commit);
        if (commit.delete()) {
            deletesByOrder.put(commit.rowId(), commit.id());
        }
        var now = System.nanoTime();
        touched.forEach(
                (region, state) -> {
                    if (measuring) {
                        pending.computeIfAbsent(region, _ -> new ArrayDeque<>())
                                .add(new Expected(state, now));
                    }
                });
    }

    /** A change event with a row was read from the topic. */
    synchronized void sawRow(long commitId) {
        events++;
        if (commits.containsKey(commitId)) {
            eventsByCommit.merge(commitId, 1, Integer::sum);
        } else {
            strayEvents++;
        }
    }

    /** The delete of an order was read from the topic; an order is deleted once. */
    synchronized void sawDelete(long orderId) {
        events++;
        var commitId = deletesByOrder.get(orderId);
        if (commitId == null) {
            strayEvents++;
        } else {
            eventsByCommit.merge(commitId, 1, Integer::sum);
        }
    }

    /**
     * The push query delivered a row: the region's state, and with it every earlier one, has
     * arrived.
     */
    synchronized void sawResult(String region, RegionState state) {
        var now = System.nanoTime();
        results++;
        latest.put(region, state);
        var waiting = pending.get(region);
        if (waiting == null || waiting.stream().noneMatch(e -> same(e.state(), state))) {
            return;
        }
        Expected arrived;
        do {
            arrived = waiting.remove();
            latencies.add(now - arrived.committedAtNanos());
        } while (!same(arrived.state(), state));
    }

    private static boolean same(RegionState a, RegionState b) {
        return a.commits() == b.commits() && a.orders() == b.orders();
    }

    /** The push query delivered that the region is gone. */
    synchronized void sawRegionGone(String region) {
        results++;
        latest.remove(region);
    }

    /** The table as the client has it now; a region without orders is no row, as in Postgres. */
    synchronized Map<String, RegionTotal> table() {
        var table = new TreeMap<String, RegionTotal>();
        latest.forEach(
                (region, state) -> {
                    if (state.orders() != 0) {
                        table.put(region, state.total());
                    }
                });
        return table;
    }

    synchronized long commits() {
        return commits.size();
    }

    synchronized long events() {
        return events;
    }

    synchronized long results() {
        return results;
    }

    /** Commits of which no event has been read. */
    synchronized long lost() {
        return commits.keySet().stream().filter(id -> !eventsByCommit.containsKey(id)).count();
    }

    /** Events beyond the first of each commit, and events of no commit. */
    synchronized long duplicated() {
        return strayEvents + eventsByCommit.values().stream().mapToLong(n -> n - 1L).sum();
    }

    /**
     * The latency in milliseconds below which a fraction of the samples lies; empty without
     * samples.
     */
    synchronized Optional<Double> latencyMillis(double fraction) {
        if (latencies.isEmpty()) {
            return Optional.empty();
        }
        var sorted = latencies.stream().sorted().toList();
        var index = (int) Math.ceil(fraction * sorted.size()) - 1;
        return Optional.of(sorted.get(Math.clamp(index, 0, sorted.size() - 1)) / 1e6);
    }
}
