// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Asks a Postgres, before a Debezium connector for it is taken, whether it can be followed.
 * Debezium itself notices only when the task runs: the connector is accepted with 201 and fails
 * later with a trace that may name something else.
 */
final class PostgresCheck {
    static final String HOST_PROPERTY = "database.hostname";

    private static final Logger LOG = LoggerFactory.getLogger(PostgresCheck.class);
    private static final String CONNECTOR = "io.debezium.connector.postgresql.PostgresConnector";
    private static final String DRIVER = "org.postgresql.Driver";
    private static final String TIMEOUT_SECONDS = "5";
    private static final List<String> TLS_PROPERTIES =
            List.of("sslmode", "sslcert", "sslkey", "sslpassword", "sslrootcert", "sslfactory");

    private final ClassLoader plugins;

    /**
     * @param plugins sees the classes of every plugin
     */
    PostgresCheck(ClassLoader plugins) {
        this.plugins = plugins;
    }

    /**
     * @param config of any connector
     * @return why its Postgres can't be followed; empty where it can, where this is no connector
     *     for Postgres, and where the database can't be asked, which is for Debezium to say
     */
    Optional<String> problem(Map<String, String> config) {
        if (!CONNECTOR.equals(config.get("connector.class"))
                || config.values().stream()
                        .anyMatch(value -> value != null && value.contains("${"))) {
            return Optional.empty();
        }
        try (Connection connection = connect(config)) {
            if (connection == null) {
                return Optional.empty();
            }
            return new PostgresFacts(connection, config).problem();
        } catch (SQLException | ReflectiveOperationException e) {
            LOG.debug("The wal_level of {} couldn't be asked", config.get(HOST_PROPERTY), e);
            return Optional.empty();
        }
    }

    /**
     * With the driver that the connector brings along, which is on no class path of this process.
     */
    private Connection connect(Map<String, String> config)
            throws SQLException, ReflectiveOperationException {
        ClassLoader plugin = plugins.loadClass(CONNECTOR).getClassLoader();
        Driver driver =
                plugin.loadClass(DRIVER)
                        .asSubclass(Driver.class)
                        .getDeclaredConstructor()
                        .newInstance();
        Properties properties = new Properties();
        properties.setProperty("user", config.getOrDefault("database.user", ""));
        properties.setProperty("password", config.getOrDefault("database.password", ""));
        properties.setProperty("connectTimeout", TIMEOUT_SECONDS);
        properties.setProperty("socketTimeout", TIMEOUT_SECONDS);
        for (String name : TLS_PROPERTIES) {
            String value = config.get("database." + name);
            if (value != null) {
                properties.setProperty(name, value);
            }
        }
        return driver.connect(
                "jdbc:postgresql://%s:%s/%s"
                        .formatted(
                                config.get(HOST_PROPERTY),
                                config.getOrDefault("database.port", "5432"),
                                config.getOrDefault("database.dbname", "")),
                properties);
    }
}
