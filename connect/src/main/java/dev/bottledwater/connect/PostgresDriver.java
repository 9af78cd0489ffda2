// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * The Postgres driver that Debezium's connector brings along, which is on no class path of this
 * process.
 *
 * @param plugins sees the classes of every plugin
 */
record PostgresDriver(ClassLoader plugins) {
    static final String CONNECTOR = "io.debezium.connector.postgresql.PostgresConnector";

    /** The class and the two short forms that Connect takes for it. */
    private static final Set<String> CONNECTORS =
            Set.of(CONNECTOR, "PostgresConnector", "Postgres");

    static final String HOST_PROPERTY = "database.hostname";

    private static final String DRIVER = "org.postgresql.Driver";
    private static final String TIMEOUT_SECONDS = "5";
    private static final List<String> TLS_PROPERTIES =
            List.of("sslmode", "sslcert", "sslkey", "sslpassword", "sslrootcert", "sslfactory");

    /** Whether a connector's settings are those of Debezium's for Postgres. */
    static boolean isFor(Map<String, String> config) {
        String type = config.get("connector.class");
        return type != null && CONNECTORS.contains(type);
    }

    /**
     * Asks whether a connector could connect.
     *
     * @param config the connector's, with values put in; null where there is none
     * @return what the driver says; empty where it connects, or isn't there
     */
    String refusal(@Nullable Map<String, String> config) {
        if (config == null) {
            return "";
        }
        try (Connection _ = connect(config)) {
            return "";
        } catch (SQLException e) {
            return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        } catch (ReflectiveOperationException e) {
            return "";
        }
    }

    /**
     * Connects as a connector would.
     *
     * @param config the connector's, with values put in
     * @return null where the driver takes the address for another's
     */
    @Nullable Connection connect(Map<String, String> config)
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
