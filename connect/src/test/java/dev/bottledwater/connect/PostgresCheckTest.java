// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.connect.failure.ConnectErrorHints;
import dev.bottledwater.devkit.postgres.EmbeddedDatabase;
import dev.bottledwater.devkit.postgres.EmbeddedDatabaseOptions;

import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

class PostgresCheckTest {
    private static final String DEBEZIUM = "io.debezium.connector.postgresql.PostgresConnector";
    private static final EmbeddedDatabaseOptions OPTIONS =
            EmbeddedDatabaseOptions.defaults().withCredentials("app", "secret", "app");

    /** Stands for the plugin's loader, which has the connector and the driver. */
    private static final class PluginLoader extends ClassLoader {
        PluginLoader() {
            super(PostgresCheckTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            return name.equals(DEBEZIUM) ? PostgresCheckTest.class : super.loadClass(name, resolve);
        }
    }

    private static Map<String, String> config(EmbeddedDatabase database) {
        return new HashMap<>(
                Map.of(
                        "connector.class", DEBEZIUM,
                        "database.hostname", "127.0.0.1",
                        "database.port", Integer.toString(database.port()),
                        "database.user", "app",
                        "database.password", "secret",
                        "database.dbname", "app"));
    }

    private final PostgresCheck check = new PostgresCheck(new PluginLoader());

    @Test
    void refusesAServerThatDoesNotDecodeItsLog() {
        try (EmbeddedDatabase database =
                EmbeddedDatabase.launch(OPTIONS.withoutLogicalDecoding())) {
            Map<String, String> config = config(database);

            assertThat(check.problem(config, true))
                    .contains(
                            "Logical decoding is off in the Postgres at 127.0.0.1: its wal_level is 'replica' and must be 'logical'.");
            assertThat(ConnectErrorHints.hintFor(check.problem(config, true).orElseThrow()))
                    .hasValueSatisfying(
                            hint -> assertThat(hint).startsWith("Set wal_level=logical"));

            config.put("connector.class", "some.OtherConnector");
            assertThat(check.problem(config, true)).isEmpty();
        }
    }

    @Test
    void leavesEverythingElseToDebezium() throws SQLException {
        try (EmbeddedDatabase database = EmbeddedDatabase.launch(OPTIONS)) {
            Map<String, String> config = config(database);
            assertThat(check.problem(config, true)).isEmpty();
            findsWhatWouldFailLater(database, config(database));

            config.put("database.password", "wrong");
            assertThat(check.problem(config, true)).isEmpty();
        }
        assertThat(check.problem(Map.of("connector.class", DEBEZIUM), true)).isEmpty();
        assertThat(
                        new PostgresCheck(getClass().getClassLoader())
                                .problem(Map.of("connector.class", DEBEZIUM), true))
                .isEmpty();
    }

    private void findsWhatWouldFailLater(EmbeddedDatabase database, Map<String, String> config)
            throws SQLException {
        try (Connection superuser = database.connectAsSuperuser();
                Statement sql = superuser.createStatement()) {
            config.put("table.include.list", "public.orders,public\\.items,audit.*");
            assertThat(check.problem(config, true)).as("tables may come later").isEmpty();
            config.put("publication.autocreate.mode", "filtered");
            assertThat(check.problem(config, true))
                    .contains(
                            "There is no table public.orders and no table public.items in the database: create it first, or correct table.include.list.");
            sql.execute("CREATE TABLE orders (id INT PRIMARY KEY)");
            sql.execute("CREATE TABLE items (id INT)");
            assertThat(check.problem(config, true)).isEmpty();

            sql.execute("ALTER ROLE app NOREPLICATION");
            assertThat(check.problem(config, true))
                    .contains(
                            "The role app can't follow the database: it must be superuser or replication role.");
            assertThat(ConnectErrorHints.hintFor(check.problem(config, true).orElseThrow()))
                    .hasValueSatisfying(hint -> assertThat(hint).contains("ALTER ROLE"));
            sql.execute("ALTER ROLE app REPLICATION");

            int room = 0;
            while (check.problem(config, true).isEmpty()) {
                sql.execute(
                        "SELECT pg_create_logical_replication_slot('slot_%d', 'pgoutput')"
                                .formatted(room++));
            }
            assertThat(check.problem(config, true).orElseThrow())
                    .endsWith(
                            "has no room for the slot debezium: all replication slots are in use.");
            config.put("slot.name", "slot_0");
            assertThat(check.problem(config, true)).as("the slot is there already").isEmpty();
        }
    }
}
