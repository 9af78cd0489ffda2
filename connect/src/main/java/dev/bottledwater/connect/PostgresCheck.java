// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

import dev.bottledwater.connect.postgres.SettingProblem;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

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
     * @param name the connector's; empty where it has none yet
     * @param config of any connector
     * @param known tells the settings of all connectors by their names
     * @return why its Postgres can't be followed; empty where it can, where this is no connector
     *     for Postgres, and where the database can't be asked, which is for Debezium to say
     */
    Optional<SettingProblem> problem(
            String name,
            Map<String, String> config,
            Supplier<Map<String, Map<String, String>>> known) {
        if (!PostgresDriver.isFor(config)
                || config.values().stream()
                        .anyMatch(value -> value != null && value.contains("${"))) {
            return Optional.empty();
        }
        try (Connection connection = driver.connect(config)) {
            if (connection == null) {
                return Optional.empty();
            }
            Map<String, Map<String, String>> all = known.get();
            Map<String, Map<String, String>> others = new TreeMap<>(all);
            others.remove(name);
            others.values().removeIf(other -> !PostgresDriver.isFor(other));
            PostgresFacts facts = new PostgresFacts(connection, config, all.get(name));
            Optional<SettingProblem> problem = facts.problem(others);
            // Nothing of its own reads from the slot of a connector that isn't there yet.
            return problem.isEmpty() && !name.isEmpty() && !all.containsKey(name)
                    ? facts.slotInUse().map(said -> new SettingProblem(HOST_PROPERTY, said))
                    : problem;
        } catch (SQLException | ReflectiveOperationException e) {
            LOG.debug("The database at {} couldn't be asked", config.get(HOST_PROPERTY), e);
            return Optional.empty();
        }
    }
}
