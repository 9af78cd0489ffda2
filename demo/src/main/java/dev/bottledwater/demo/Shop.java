// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.demo;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * The application behind the demo: it inserts, updates and deletes orders and customers, one row
 * per commit, and enters every commit into the {@link Ledger}. Used by one thread.
 */
final class Shop {
    private static final List<String> REGIONS =
            List.of("africa", "asia", "europe", "north america", "oceania", "south america");
    private static final List<String> STATUSES = List.of("new", "paid", "shipped", "cancelled");

    /** An order as it stands in Postgres. */
    private record Order(long id, String region, BigDecimal amount, long commitId) {}

    private final Connection connection;
    private final Ledger ledger;
    // A fixed seed: two runs of the demo do the same things.
    private final Random random = new Random(42);
    private final List<Order> orders = new ArrayList<>();
    private final Map<String, Ledger.RegionState> regions = new HashMap<>();
    private long nextOrder = 1;
    private long nextCustomer = 1;

    Shop(Connection connection, Ledger ledger) {
        this.connection = connection;
        this.ledger = ledger;
    }

    void createTables() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(
                    """
                    CREATE TABLE customers (
                      id bigint PRIMARY KEY, name text NOT NULL, region text NOT NULL, commit_id bigint NOT NULL)
                    """);
            statement.execute(
                    """
                    CREATE TABLE orders (
                      id bigint PRIMARY KEY, customer_id bigint NOT NULL, region text NOT NULL, status text NOT NULL,
                      amount numeric(12, 2) NOT NULL, commit_id bigint NOT NULL)
                    """);
        }
        connection.setAutoCommit(false);
    }

    /**
     * Rows that are there before the connector starts, so that its snapshot has something to do.
     */
    void fill() throws SQLException {
        for (int i = 0; i < 10; i++) {
            insertCustomer();
        }
        for (int i = 0; i < 50; i++) {
            insertOrder();
        }
    }

    /** Commits one change. */
    void change() throws SQLException {
        var dice = random.nextInt(100);
        if (dice < 4) {
            insertCustomer();
        } else if (dice < 52 || orders.size() < 30) {
            insertOrder();
        } else if (dice < 85) {
            updateOrder();
        } else {
            deleteOrder();
        }
    }

    private void insertCustomer() throws SQLException {
        var id = nextCustomer++;
        var commitId = ledger.nextCommitId();
        try (var insert =
                connection.prepareStatement("INSERT INTO customers VALUES (?, ?, ?, ?)")) {
            insert.setLong(1, id);
            insert.setString(2, "customer " + id);
            insert.setString(3, region());
            insert.setLong(4, commitId);
            insert.executeUpdate();
        }
        ledger.committing(new Ledger.Commit(commitId, Ledger.Table.CUSTOMERS, id, false), Map.of());
        connection.commit();
    }

    private void insertOrder() throws SQLException {
        var order = new Order(nextOrder++, region(), amount(), ledger.nextCommitId());
        try (var insert =
                connection.prepareStatement("INSERT INTO orders VALUES (?, ?, ?, ?, ?, ?)")) {
            insert.setLong(1, order.id());
            insert.setLong(2, 1 + random.nextLong(nextCustomer - 1));
            insert.setString(3, order.region());
            insert.setString(4, STATUSES.getFirst());
            insert.setBigDecimal(5, order.amount());
            insert.setLong(6, order.commitId());
            insert.executeUpdate();
        }
        orders.add(order);
        commit(order.commitId(), order.id(), false, List.of(), List.of(order));
    }

    private void updateOrder() throws SQLException {
        var index = random.nextInt(orders.size());
        var before = orders.get(index);
        // Every other update moves the order to another region: its old group must lose it.
        var moved = random.nextBoolean() ? region() : before.region();
        var after = new Order(before.id(), moved, amount(), ledger.nextCommitId());
        try (var update =
                connection.prepareStatement(
                        "UPDATE orders SET region = ?, status = ?, amount = ?, commit_id = ? WHERE id = ?")) {
            update.setString(1, after.region());
            update.setString(2, STATUSES.get(random.nextInt(STATUSES.size())));
            update.setBigDecimal(3, after.amount());
            update.setLong(4, after.commitId());
            update.setLong(5, after.id());
            requireOneRow(update);
        }
        orders.set(index, after);
        commit(after.commitId(), after.id(), false, List.of(before), List.of(after));
    }

    private void deleteOrder() throws SQLException {
        var index = random.nextInt(orders.size());
        var gone = orders.get(index);
        orders.set(index, orders.getLast());
        orders.removeLast();
        var commitId = ledger.nextCommitId();
        try (var delete = connection.prepareStatement("DELETE FROM orders WHERE id = ?")) {
            delete.setLong(1, gone.id());
            requireOneRow(delete);
        }
        commit(commitId, gone.id(), true, List.of(gone), List.of());
    }

    private static void requireOneRow(PreparedStatement statement) throws SQLException {
        var rows = statement.executeUpdate();
        if (rows != 1) {
            throw new SQLException("expected to change one row, but changed " + rows);
        }
    }

    /** Enters the commit with the regions' new states, then commits. */
    private void commit(
            long commitId, long orderId, boolean delete, List<Order> removed, List<Order> added)
            throws SQLException {
        Map<String, Ledger.RegionState> touched = new TreeMap<>();
        for (var order : removed) {
            touched.put(order.region(), region(order).minus(order.amount(), order.commitId()));
            regions.putAll(touched);
        }
        for (var order : added) {
            touched.put(order.region(), region(order).plus(order.amount(), order.commitId()));
            regions.putAll(touched);
        }
        ledger.committing(
                new Ledger.Commit(commitId, Ledger.Table.ORDERS, orderId, delete), touched);
        connection.commit();
    }

    private Ledger.RegionState region(Order order) {
        return regions.getOrDefault(order.region(), Ledger.RegionState.NONE);
    }

    private String region() {
        return REGIONS.get(random.nextInt(REGIONS.size()));
    }

    private BigDecimal amount() {
        return BigDecimal.valueOf(100 + random.nextLong(99_900), 2);
    }

    /** Postgres's own answer to the question that the table answers. */
    Map<String, Ledger.RegionTotal> totals() throws SQLException {
        var totals = new TreeMap<String, Ledger.RegionTotal>();
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT region, COUNT(*), SUM(amount) FROM orders GROUP BY region")) {
            while (rows.next()) {
                totals.put(
                        rows.getString(1),
                        new Ledger.RegionTotal(rows.getLong(2), rows.getBigDecimal(3)));
            }
        }
        connection.commit();
        return totals;
    }
}
