// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.postgres;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Asks the databases of connectors about their replication slots, whichever databases those are,
 * and whether or not the connectors run: it is the slot of one that doesn't that fills a disk.
 * Whoever wants to know gets what was found last and never waits. Thread-safe.
 */
public final class ConnectorSlots {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectorSlots.class);
    private static final Duration FRESH = Duration.ofSeconds(30);

    /** Rather nothing than what was true an hour ago. */
    private static final Duration STALE = Duration.ofMinutes(3);

    private static final String QUERY =
            """
            SELECT active,
              coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn), 0)::bigint,
              coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn), 0)::bigint,
              coalesce((SELECT pg_size_bytes(current_setting(name)) FROM pg_settings
                WHERE name = 'max_slot_wal_keep_size' AND setting <> '-1'), -1)
            FROM pg_replication_slots WHERE slot_name = ?""";

    private final Supplier<Map<String, Map<String, String>>> connectors;
    private final Databases databases;
    private final InstantSource clock;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile List<ConnectorSlot> found = List.of();
    private volatile Instant foundAt = Instant.EPOCH;
    private volatile Instant askedAt = Instant.EPOCH;

    /** Connects to the database of a connector. */
    @FunctionalInterface
    public interface Databases {
        /**
         * @param config the connector's, with values put in
         * @return null where there is no such connection
         */
        @Nullable Connection connect(Map<String, String> config)
                throws SQLException, ReflectiveOperationException;
    }

    /**
     * @param connectors settings of the connectors for Postgres that this worker looks after, by
     *     their names
     */
    public ConnectorSlots(
            Supplier<Map<String, Map<String, String>>> connectors,
            Databases databases,
            InstantSource clock) {
        this.connectors = connectors;
        this.databases = databases;
        this.clock = clock;
    }

    /** What was found last; asks anew in the background if need be. */
    public List<ConnectorSlot> slots() {
        Instant now = clock.instant();
        if (askedAt.plus(FRESH).isBefore(now) && asking.compareAndSet(false, true)) {
            askedAt = now;
            Thread.ofVirtual()
                    .name("connector-slots")
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
        List<ConnectorSlot> all = new ArrayList<>();
        connectors.get().forEach((name, config) -> ask(name, config).ifPresent(all::add));
        found = List.copyOf(all);
        foundAt = clock.instant();
    }

    private Optional<ConnectorSlot> ask(String connector, Map<String, String> config) {
        String slot = config.getOrDefault("slot.name", "debezium");
        try (Connection connection = databases.connect(config)) {
            return connection == null
                    ? Optional.empty()
                    : read(connection, slot, connector, config);
        } catch (SQLException | ReflectiveOperationException e) {
            LOG.debug("The database of {} doesn't tell of its slot", connector, e);
            return Optional.empty();
        }
    }

    private static Optional<ConnectorSlot> read(
            Connection connection, String slot, String connector, Map<String, String> config)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            statement.setString(1, slot);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(
                                new ConnectorSlot(
                                        connector,
                                        config.getOrDefault("database.hostname", ""),
                                        config.getOrDefault("database.port", "5432"),
                                        config.getOrDefault("database.dbname", ""),
                                        slot,
                                        row.getBoolean(1),
                                        row.getLong(2),
                                        row.getLong(3),
                                        row.getLong(4)))
                        : Optional.empty();
            }
        }
    }
}
