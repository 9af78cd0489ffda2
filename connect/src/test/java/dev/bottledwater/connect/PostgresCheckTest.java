// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.connect.failure.ConnectErrorHints;
import dev.bottledwater.connect.postgres.SettingProblem;
import dev.bottledwater.devkit.postgres.EmbeddedDatabase;
import dev.bottledwater.devkit.postgres.EmbeddedDatabaseOptions;

import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
                        "database.dbname", "app",
                        "plugin.name", "pgoutput",
                        "publication.autocreate.mode", "filtered"));
    }

    private final PostgresCheck check = new PostgresCheck(new PluginLoader());
    private final Map<String, Map<String, String>> known = new HashMap<>();

    /** What is said of a connector that isn't there yet. */
    private Optional<String> said(Map<String, String> config) {
        return check.problem("new", config, () -> known).map(SettingProblem::sentence);
    }

    private void refused(Map<String, String> config, String setting, String... parts) {
        assertThat(check.problem("new", config, () -> known))
                .hasValueSatisfying(
                        problem -> {
                            assertThat(problem.setting()).isEqualTo(setting);
                            assertThat(problem.sentence()).contains(parts);
                        });
    }

    @Test
    void refusesAServerThatDoesNotDecodeItsLog() {
        try (EmbeddedDatabase database =
                EmbeddedDatabase.launch(OPTIONS.withoutLogicalDecoding())) {
            Map<String, String> config = config(database);

            assertThat(said(config))
                    .contains(
                            "Logical decoding is off in the Postgres at 127.0.0.1: its wal_level is 'replica' and must be 'logical'.");
            assertThat(ConnectErrorHints.hintFor(said(config).orElseThrow()))
                    .hasValueSatisfying(
                            hint -> assertThat(hint).startsWith("Set wal_level=logical"));

            for (String shortened : List.of("PostgresConnector", "Postgres")) {
                config.put("connector.class", shortened);
                assertThat(said(config)).as(shortened).isPresent();
            }
            config.put("connector.class", "some.OtherConnector");
            assertThat(said(config)).isEmpty();
        }
    }

    @Test
    void leavesEverythingElseToDebezium() throws SQLException {
        try (EmbeddedDatabase database = EmbeddedDatabase.launch(OPTIONS)) {
            Map<String, String> config = config(database);
            assertThat(said(config)).isEmpty();
            findsWhatWouldFailLater(database, config(database));

            config.put("database.password", "wrong");
            assertThat(said(config)).isEmpty();
        }
        assertThat(said(Map.of("connector.class", DEBEZIUM))).isEmpty();
        assertThat(
                        new PostgresCheck(getClass().getClassLoader())
                                .problem("new", Map.of("connector.class", DEBEZIUM), () -> known))
                .isEmpty();
    }

    private void findsWhatWouldFailLater(EmbeddedDatabase database, Map<String, String> config)
            throws SQLException {
        try (Connection superuser = database.connectAsSuperuser();
                Statement sql = superuser.createStatement()) {
            sql.execute("SET ROLE app");
            config.put("table.include.list", "public.orders,public\\.items,audit.*");
            assertThat(said(config))
                    .contains(
                            "There is no table public.orders and no table public.items in the database: create it first, or correct table.include.list.");
            sql.execute("CREATE TABLE orders (id INT PRIMARY KEY)");
            sql.execute("CREATE TABLE items (id INT PRIMARY KEY)");
            assertThat(said(config)).isEmpty();

            sql.execute("RESET ROLE");
            sql.execute("ALTER ROLE app NOREPLICATION");
            assertThat(said(config))
                    .contains(
                            "The role app can't follow the database: it must be superuser or replication role.");
            assertThat(ConnectErrorHints.hintFor(said(config).orElseThrow()))
                    .hasValueSatisfying(hint -> assertThat(hint).contains("ALTER ROLE"));
            sql.execute("ALTER ROLE app REPLICATION");

            int room = 0;
            while (said(config).isEmpty()) {
                sql.execute(
                        "SELECT pg_create_logical_replication_slot('slot_%d', 'pgoutput')"
                                .formatted(room++));
            }
            assertThat(said(config).orElseThrow())
                    .endsWith(
                            "has no room for the slot debezium: all replication slots are in use.");
            config.put("slot.name", "slot_0");
            assertThat(said(config)).as("the slot is there already").isEmpty();
        }
    }

    @Test
    void findsWhatWouldLoseRowsSilently() throws SQLException {
        try (EmbeddedDatabase database = EmbeddedDatabase.launch(OPTIONS);
                Connection connection = database.connectAsSuperuser();
                Statement sql = connection.createStatement()) {
            sql.execute("SET ROLE app");
            for (String table : List.of("orders", "items", "customers")) {
                sql.execute("CREATE TABLE %s (id INT PRIMARY KEY)".formatted(table));
            }
            sharesNoPublication(sql, config(database));
            takesAPublicationThatIsThere(sql, config(database));
            asksForRights(sql, config(database));
            asksForThePlugin(config(database));
            asksForReplicaIdentities(sql, config(database));
        }
    }

    private void sharesNoPublication(Statement sql, Map<String, String> config)
            throws SQLException {
        config.put("table.include.list", "public.orders");
        sql.execute("CREATE PUBLICATION dbz_publication FOR TABLE items, orders");
        refused(
                config,
                "publication.name",
                "dbz_publication is there already and has public.items,",
                "Give each connector its own \"publication.name\"");
        assertThat(said(with(config, "table.include.list", "public.(Orders|items)"))).isEmpty();
        assertThat(said(with(config, "publication.name", "its_own"))).isEmpty();
        // What a connector captured itself it may leave out.
        known.put("new", with(config, "table.include.list", "public.items"));
        assertThat(said(config)).isEmpty();
        known.clear();

        sql.execute("ALTER PUBLICATION dbz_publication SET TABLE orders");
        assertThat(said(config)).isEmpty();
        known.put("first", with(config, "table.include.list", "public.items,public.orders"));
        refused(config, "publication.name", "The connector first has the publication");
        known.put("first", with(known.get("first"), "database.dbname", "another"));
        assertThat(said(config)).isEmpty();
        known.put("first", with(config, "slot.name", "first"));
        assertThat(said(config)).as("of the same tables").isEmpty();
        known.clear();
        sql.execute("DROP PUBLICATION dbz_publication");
    }

    private void takesAPublicationThatIsThere(Statement sql, Map<String, String> config)
            throws SQLException {
        config.put("table.include.list", "public\\.orders,public.items");
        config.put("publication.autocreate.mode", "disabled");
        refused(config, "publication.name", "There is no publication dbz_publication");
        sql.execute("CREATE PUBLICATION dbz_publication FOR TABLE orders");
        for (String mode : List.of("disabled", "all_tables")) {
            refused(
                    with(config, "publication.autocreate.mode", mode),
                    "publication.name",
                    "without public.items,",
                    "ALTER PUBLICATION \"dbz_publication\" ADD TABLE \"public\".\"items\"");
        }
        sql.execute("ALTER PUBLICATION dbz_publication ADD TABLE items");
        assertThat(said(config)).isEmpty();
        sql.execute("DROP PUBLICATION dbz_publication");
        sql.execute("RESET ROLE");
        sql.execute("CREATE PUBLICATION dbz_publication FOR ALL TABLES");
        assertThat(said(config)).isEmpty();
        refused(
                with(config, "publication.autocreate.mode", "filtered"),
                "publication.name",
                "has all tables, which Debezium doesn't change");
        sql.execute("DROP PUBLICATION dbz_publication");
        sql.execute("SET ROLE app");
    }

    private void asksForRights(Statement sql, Map<String, String> config) throws SQLException {
        refused(
                with(config, "publication.autocreate.mode", "all_tables"),
                "publication.autocreate.mode",
                "must be superuser",
                "set that to filtered");
        config.put("table.include.list", "public.foreign");
        sql.execute("RESET ROLE");
        sql.execute("CREATE TABLE \"foreign\" (id INT PRIMARY KEY)");
        refused(
                config,
                "publication.autocreate.mode",
                "The role app may not make the publication dbz_publication",
                "must be owner of table foreign");
        sql.execute("DROP TABLE \"foreign\"");
        sql.execute("SET ROLE app");
    }

    private void asksForThePlugin(Map<String, String> config) {
        config.remove("plugin.name");
        refused(
                config,
                "plugin.name",
                "doesn't have the output plugin decoderbufs, which is Debezium's default",
                "\"pgoutput\"");
        // One that is there, though no publication belongs to it.
        assertThat(said(with(config, "plugin.name", "test_decoding"))).isEmpty();
        assertThat(said(with(config, "plugin.name", "test_decoding"))).isEmpty();
    }

    private void asksForReplicaIdentities(Statement sql, Map<String, String> config)
            throws SQLException {
        sql.execute("CREATE TABLE \"Log\" (line TEXT)");
        config.put("table.include.list", "public.Log");
        refused(
                config,
                "table.include.list",
                "public.Log: once captured, Postgres refuses to update and delete their rows",
                "ALTER TABLE \"public\".\"Log\" REPLICA IDENTITY FULL;");
        known.put("new", new HashMap<>(config));
        assertThat(said(config)).as("it is captured already").isEmpty();
        known.clear();
        assertThat(said(with(config, "table.include.list", "public.orders"))).isEmpty();

        sql.execute("CREATE PUBLICATION appended FOR TABLE \"Log\" WITH (publish = 'insert')");
        config.put("publication.name", "appended");
        assertThat(said(config)).as("nobody looks for rows of inserts").isEmpty();
        config.remove("publication.name");

        sql.execute("RESET ROLE");
        sql.execute("ALTER ROLE app SUPERUSER");
        refused(
                with(
                        with(config, "table.include.list", "public.orders"),
                        "publication.autocreate.mode",
                        "all_tables"),
                "table.include.list",
                "public.Log",
                "set publication.autocreate.mode to filtered");
        sql.execute("ALTER TABLE \"Log\" REPLICA IDENTITY FULL");
        assertThat(said(with(config, "publication.autocreate.mode", "all_tables"))).isEmpty();
    }

    private static Map<String, String> with(Map<String, String> config, String name, String value) {
        Map<String, String> changed = new HashMap<>(config);
        changed.put(name, value);
        return changed;
    }
}
