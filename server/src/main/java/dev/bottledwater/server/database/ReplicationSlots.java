// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.database;

import dev.bottledwater.platform.DatabaseSettings;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Asks the database of {@code DATABASE_URL} about its logical replication slots. Whoever wants to
 * know gets what was found last and never waits: a database that hangs holds nobody up.
 * Thread-safe.
 */
public final class ReplicationSlots {
    private static final Logger LOG = LoggerFactory.getLogger(ReplicationSlots.class);
    private static final Duration FRESH = Duration.ofSeconds(10);

    /** Rather nothing than what was true an hour ago. */
    private static final Duration STALE = Duration.ofMinutes(2);

    private static final String TIMEOUT_SECONDS = "5";
    private static final String QUERY =
            """
            SELECT slot_name, active,
              coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn), 0)::bigint,
              coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn), 0)::bigint,
              coalesce((SELECT pg_size_bytes(current_setting(name)) FROM pg_settings
                WHERE name = 'max_slot_wal_keep_size' AND setting <> '-1'), -1)
            FROM pg_replication_slots
            WHERE slot_type = 'logical' AND database = current_database()
            ORDER BY slot_name""";

    private final DatabaseSettings database;
    private final Supplier<Optional<Driver>> driver;
    private final InstantSource clock;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile List<SlotLag> found = List.of();
    private volatile Instant foundAt = Instant.EPOCH;
    private volatile Instant askedAt = Instant.EPOCH;

    /**
     * @param driver for Postgres; empty where there is none, and nothing is known then
     */
    public ReplicationSlots(
            DatabaseSettings database, Supplier<Optional<Driver>> driver, InstantSource clock) {
        this.database = database;
        this.driver = driver;
        this.clock = clock;
    }

    /** What was found last, at most two minutes ago; asks anew in the background if need be. */
    public List<SlotLag> lags() {
        Instant now = clock.instant();
        if (askedAt.plus(FRESH).isBefore(now) && asking.compareAndSet(false, true)) {
            askedAt = now;
            Thread.ofVirtual()
                    .name("replication-slots")
                    .start(
                            () -> {
                                try {
                                    ask();
                                } finally {
                                    asking.set(false);
                                }
                            });
        }
        return foundAt.plus(STALE).isBefore(now) ? List.of() : found;
    }

    private void ask() {
        Optional<Driver> postgres = driver.get();
        if (postgres.isEmpty()) {
            return;
        }
        try (Connection connection = postgres.get().connect(database.jdbcUrl(), properties())) {
            if (connection != null) {
                found = read(connection);
                foundAt = clock.instant();
            }
        } catch (SQLException e) {
            LOG.debug("The database doesn't tell of its replication slots", e);
        }
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password().value());
        properties.setProperty("connectTimeout", TIMEOUT_SECONDS);
        properties.setProperty("socketTimeout", TIMEOUT_SECONDS);
        properties.setProperty("ApplicationName", "bottled-water metrics");
        return properties;
    }

    private static List<SlotLag> read(Connection connection) throws SQLException {
        List<SlotLag> lags = new ArrayList<>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(QUERY)) {
            while (rows.next()) {
                lags.add(
                        new SlotLag(
                                rows.getString(1),
                                rows.getBoolean(2),
                                rows.getLong(3),
                                rows.getLong(4),
                                rows.getLong(5)));
            }
        }
        return List.copyOf(lags);
    }
}
