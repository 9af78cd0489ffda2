// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.database;

import dev.bottledwater.connect.postgres.LastAnswer;
import dev.bottledwater.connect.postgres.SlotLag;
import dev.bottledwater.platform.DatabaseSettings;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;

/**
 * Asks the database of {@code DATABASE_URL} about its logical replication slots. Whoever wants to
 * know gets what was found last and never waits: a database that hangs holds nobody up.
 * Thread-safe.
 */
public final class ReplicationSlots {
    private static final Logger LOG = LoggerFactory.getLogger(ReplicationSlots.class);
    private static final Duration FRESH = Duration.ofSeconds(10);

    private static final Duration STALE = Duration.ofMinutes(2);
    private static final String TIMEOUT_SECONDS = "5";

    private final DatabaseSettings database;
    private final Supplier<Optional<Driver>> driver;
    private final LastAnswer<SlotLag> last;

    /**
     * @param driver for Postgres; empty where there is none, and nothing is known then
     */
    public ReplicationSlots(
            DatabaseSettings database, Supplier<Optional<Driver>> driver, InstantSource clock) {
        this.database = database;
        this.driver = driver;
        this.last = new LastAnswer<>("replication-slots", FRESH, STALE, this::ask, clock);
    }

    /** What was found last, at most two minutes ago; asks anew in the background if need be. */
    public List<SlotLag> lags() {
        return last.get();
    }

    private Optional<List<SlotLag>> ask() {
        Optional<Driver> postgres = driver.get();
        if (postgres.isEmpty()) {
            return Optional.empty();
        }
        try (Connection connection = postgres.get().connect(database.jdbcUrl(), properties())) {
            return connection == null
                    ? Optional.empty()
                    : Optional.of(SlotLag.read(connection, ""));
        } catch (SQLException e) {
            LOG.debug("The database doesn't tell of its replication slots", e);
            return Optional.empty();
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
}
