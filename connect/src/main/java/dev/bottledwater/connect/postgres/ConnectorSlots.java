// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.postgres;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks the databases of connectors about their replication slots, whichever databases those are,
 * and whether or not the connectors run: it is the slot of one that doesn't that fills a disk.
 * Whoever wants to know gets what was found last and never waits. Thread-safe.
 */
public final class ConnectorSlots {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectorSlots.class);
    private static final Duration FRESH = Duration.ofSeconds(30);

    private static final Duration STALE = Duration.ofMinutes(3);

    private final Supplier<Map<String, Map<String, String>>> connectors;
    private final Databases databases;
    private final LastAnswer<ConnectorSlot> last;

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
        this.last =
                new LastAnswer<>("connector-slots", FRESH, STALE, () -> Optional.of(ask()), clock);
    }

    /** What was found last; asks anew in the background if need be. */
    public List<ConnectorSlot> slots() {
        return last.get();
    }

    private List<ConnectorSlot> ask() {
        List<ConnectorSlot> all = new ArrayList<>();
        connectors.get().forEach((name, config) -> ask(name, config).ifPresent(all::add));
        return all;
    }

    private Optional<ConnectorSlot> ask(String connector, Map<String, String> config) {
        String slot = config.getOrDefault("slot.name", "debezium");
        ConnectorDatabase database = ConnectorDatabase.of(config);
        try (Connection connection = databases.connect(config)) {
            return connection == null
                    ? Optional.empty()
                    : SlotLag.read(connection, database.toString()).stream()
                            .filter(lag -> lag.slot().equals(slot))
                            .findFirst()
                            .map(lag -> new ConnectorSlot(connector, database, lag));
        } catch (SQLException | ReflectiveOperationException e) {
            LOG.debug("The database of {} doesn't tell of its slot", connector, e);
            return Optional.empty();
        }
    }
}
