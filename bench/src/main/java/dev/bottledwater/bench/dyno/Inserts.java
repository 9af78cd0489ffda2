// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.dyno;

import dev.bottledwater.devkit.postgres.EmbeddedDatabase;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;

/** Inserts rows at a steady rate, each transaction committed; their ids are 1, 2, 3 … */
final class Inserts implements AutoCloseable {
    private static final long TICK = 20_000_000;
    private static final int SENSORS = 200;

    private final Connection connection;
    private final int rowsPerTick;
    private final Thread thread;
    private volatile long committed;
    private volatile boolean closing;
    private volatile String failure = "";

    /**
     * Begins.
     *
     * @param rate rows a second
     */
    Inserts(EmbeddedDatabase database, long rate) throws SQLException {
        this.connection = database.connect();
        this.rowsPerTick = (int) Math.max(1, rate * TICK / 1_000_000_000);
        this.thread = Thread.ofPlatform().name("inserts").daemon().start(this::run);
    }

    private void run() {
        long next = System.nanoTime();
        long id = 0;
        try (var statement =
                connection.prepareStatement("INSERT INTO readings VALUES (?, ?, ?, ?)")) {
            connection.setAutoCommit(false);
            while (!closing) {
                for (int i = 0; i < rowsPerTick; i++) {
                    id++;
                    statement.setLong(1, id);
                    statement.setInt(2, (int) (id % SENSORS));
                    statement.setInt(3, (int) (id * 31 % 1000));
                    statement.setLong(4, System.currentTimeMillis());
                    statement.addBatch();
                }
                statement.executeBatch();
                connection.commit();
                committed = id;
                next += TICK;
                LockSupport.parkNanos(Math.max(0, next - System.nanoTime()));
            }
        } catch (SQLException e) {
            failure = e.toString();
        }
    }

    /** How many rows are committed. */
    long committed() {
        if (!failure.isEmpty()) {
            throw new IllegalStateException("Rows can't be inserted: " + failure);
        }
        return committed;
    }

    /** Ends it; {@link #committed()} doesn't change any more. */
    void stop() throws InterruptedException {
        closing = true;
        thread.join();
    }

    @Override
    public void close() throws SQLException, InterruptedException {
        stop();
        connection.close();
    }
}
