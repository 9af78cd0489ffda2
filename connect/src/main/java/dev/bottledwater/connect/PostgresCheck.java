// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/**
 * Asks a Postgres, before a Debezium connector for it is taken, whether it can be followed.
 * Debezium itself notices only when the task runs: the connector is accepted with 201 and fails
 * later with a trace that may name something else.
 */
final class PostgresCheck {
    static final String HOST_PROPERTY = PostgresDriver.HOST_PROPERTY;

    private static final Logger LOG = LoggerFactory.getLogger(PostgresCheck.class);

    private final PostgresDriver driver;

    /**
     * @param plugins sees the classes of every plugin
     */
    PostgresCheck(ClassLoader plugins) {
        this.driver = new PostgresDriver(plugins);
    }

    /**
     * @param config of any connector
     * @param isNew whether the connector isn't there yet, so that nothing of its own reads from its
     *     slot
     * @return why its Postgres can't be followed; empty where it can, where this is no connector
     *     for Postgres, and where the database can't be asked, which is for Debezium to say
     */
    Optional<String> problem(Map<String, String> config, boolean isNew) {
        if (!PostgresDriver.CONNECTOR.equals(config.get("connector.class"))
                || config.values().stream()
                        .anyMatch(value -> value != null && value.contains("${"))) {
            return Optional.empty();
        }
        try (Connection connection = driver.connect(config)) {
            if (connection == null) {
                return Optional.empty();
            }
            PostgresFacts facts = new PostgresFacts(connection, config);
            Optional<String> problem = facts.problem();
            return problem.isEmpty() && isNew ? facts.slotInUse() : problem;
        } catch (SQLException | ReflectiveOperationException e) {
            LOG.debug("The wal_level of {} couldn't be asked", config.get(HOST_PROPERTY), e);
            return Optional.empty();
        }
    }
}
