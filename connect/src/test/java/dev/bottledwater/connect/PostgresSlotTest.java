// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bottledwater.connect.postgres.ConnectorSlots;
import dev.bottledwater.connect.postgres.SettingProblem;
import dev.bottledwater.devkit.postgres.EmbeddedDatabase;
import dev.bottledwater.devkit.postgres.EmbeddedDatabaseOptions;

import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

import java.sql.DriverManager;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

class PostgresSlotTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final EmbeddedDatabaseOptions OPTIONS =
            EmbeddedDatabaseOptions.defaults().withCredentials("app", "secret", "app");

    /** Stands for the plugin's loader, which has the connector and the driver. */
    private static final class PluginLoader extends ClassLoader {
        PluginLoader() {
            super(PostgresSlotTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            return name.equals(PostgresDriver.CONNECTOR)
                    ? PostgresSlotTest.class
                    : super.loadClass(name, resolve);
        }
    }

    @Test
    void aSlotIsDroppedOnceNobodyReadsFromIt() throws Exception {
        var slot = new PostgresSlot(new PostgresDriver(new PluginLoader()));
        try (EmbeddedDatabase database = EmbeddedDatabase.launch(OPTIONS)) {
            Map<String, String> config =
                    new HashMap<>(
                            Map.of(
                                    "connector.class", PostgresDriver.CONNECTOR,
                                    "database.hostname", "127.0.0.1",
                                    "database.port", Integer.toString(database.port()),
                                    "database.user", "app",
                                    "database.password", "secret",
                                    "database.dbname", "app",
                                    "slot.name", "shop"));
            assertThat(slot.drop(config)).isEqualTo(new SlotDrop.Absent("shop"));
            try (var connection = database.connect();
                    var statement = connection.createStatement()) {
                statement.execute(
                        "SELECT pg_create_logical_replication_slot('shop', 'test_decoding')");
            }
            var slots =
                    new ConnectorSlots(
                            () -> Map.of("orders", config),
                            new PostgresDriver(new PluginLoader())::connect,
                            InstantSource.system());
            await().atMost(PATIENCE).until(() -> !slots.slots().isEmpty());
            assertThat(slots.slots())
                    .singleElement()
                    .satisfies(
                            found -> {
                                assertThat(found.connector()).isEqualTo("orders");
                                assertThat(found.lag().database())
                                        .isEqualTo("127.0.0.1:%d/app".formatted(database.port()));
                                assertThat(found.lag().slot()).isEqualTo("shop");
                                assertThat(found.lag().active()).isFalse();
                                assertThat(found.lag().keptBytes()).isNotNegative();
                                assertThat(found.lag().limitBytes()).isNegative();
                            });
            var properties = new Properties();
            properties.putAll(
                    Map.of(
                            "user", "app",
                            "password", "secret",
                            "replication", "database",
                            "assumeMinServerVersion", "9.4",
                            "preferQueryMode", "simple"));
            try (var reader =
                            DriverManager.getConnection(
                                    "jdbc:postgresql://127.0.0.1:%d/app".formatted(database.port()),
                                    properties);
                    var stream =
                            reader.unwrap(PGConnection.class)
                                    .getReplicationAPI()
                                    .replicationStream()
                                    .logical()
                                    .withSlotName("shop")
                                    .start()) {
                assertThat(stream.isClosed()).isFalse();
                assertThat(slot.drop(config)).isEqualTo(new SlotDrop.InUse("shop"));
                var check = new PostgresCheck(new PluginLoader());
                assertThat(check.problem("new", config, Map::of).map(SettingProblem::sentence))
                        .contains(
                                "The replication slot \"shop\" is active in the Postgres at 127.0.0.1: something reads from it already.");
                assertThat(check.problem("new", config, () -> Map.of("new", config)))
                        .as("its own task does")
                        .isEmpty();
            }
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(slot.drop(config))
                                            .isEqualTo(new SlotDrop.Dropped("shop")));
            assertThat(slot.drop(config)).isEqualTo(new SlotDrop.Absent("shop"));

            config.put("database.password", "wrong");
            assertThat(slot.drop(config))
                    .isInstanceOfSatisfying(
                            SlotDrop.Refused.class,
                            refused ->
                                    assertThat(refused.reason())
                                            .contains("password authentication failed")
                                            .doesNotContain("wrong"));
        }
        assertThat(slot.drop(Map.of("connector.class", "tick.TickSource")))
                .isEqualTo(new SlotDrop.NotPostgres());
        assertThat(slot.drop(null)).isEqualTo(new SlotDrop.NoConnector());
    }
}
