// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bottledwater.connect.postgres.SlotLag;
import dev.bottledwater.devkit.postgres.EmbeddedDatabase;
import dev.bottledwater.platform.ConfigVars;
import dev.bottledwater.platform.DatabaseSettings;
import dev.bottledwater.platform.Secret;
import dev.bottledwater.platform.Settings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Timeout(120)
class ReplicationSlotsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path directory;

    @Test
    void tellsHowFarSlotsAreBehind() throws Exception {
        try (var postgres = EmbeddedDatabase.launch()) {
            var database =
                    Settings.from(
                                    ConfigVars.of(
                                            Map.of(
                                                    "KAFKA_URL",
                                                    "kafka://localhost:1",
                                                    "DATABASE_URL",
                                                    postgres.databaseUrl())),
                                    directory)
                            .database()
                            .orElseThrow();
            var slots = new ReplicationSlots(database, plugin(), fast());
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(slots.lags()).isEmpty());
            try (var connection = postgres.connectAsSuperuser();
                    var statement = connection.createStatement()) {
                statement.execute(
                        "SELECT pg_create_logical_replication_slot('orders', 'pgoutput')");
                statement.execute("CREATE TABLE t AS SELECT generate_series(1, 1000) AS n");
            }
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(
                            () ->
                                    assertThat(slots.lags())
                                            .singleElement()
                                            .satisfies(
                                                    lag -> {
                                                        assertThat(lag.slot()).isEqualTo("orders");
                                                        assertThat(lag.active()).isFalse();
                                                        assertThat(lag.behindBytes())
                                                                .isGreaterThan(10_000);
                                                        assertThat(lag.keptBytes())
                                                                .isGreaterThanOrEqualTo(
                                                                        lag.behindBytes());
                                                        assertThat(lag.limitBytes()).isNegative();
                                                    }));
            try (var connection = postgres.connectAsSuperuser();
                    var statement = connection.createStatement()) {
                statement.execute("ALTER SYSTEM SET max_slot_wal_keep_size = '3GB'");
                statement.execute("SELECT pg_reload_conf()");
            }
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(
                            () ->
                                    assertThat(slots.lags())
                                            .extracting(SlotLag::limitBytes)
                                            .containsExactly(3L << 30));
        }
    }

    /** As it lies in the directory of a plugin. */
    private PluginDriver plugin() throws Exception {
        var jar =
                Path.of(
                        URI.create(
                                Class.forName("org.postgresql.Driver")
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toString()));
        Files.copy(
                jar,
                Files.createDirectories(directory.resolve("plugins/debezium"))
                        .resolve(jar.getFileName().toString()));
        var driver = new PluginDriver(directory.resolve("plugins"));
        assertThat(driver.get())
                .isPresent()
                .get()
                .isNotInstanceOf(Class.forName("org.postgresql.Driver"));
        return driver;
    }

    /** A clock of which each look is 15 s later: whatever was found is asked for anew. */
    private static InstantSource fast() {
        var looks = new java.util.concurrent.atomic.AtomicLong();
        return () -> Instant.ofEpochSecond(1_000_000 + 15 * looks.incrementAndGet());
    }

    @Test
    void knowsNothingWithoutADriverOrADatabase() {
        var nowhere = new DatabaseSettings("localhost", 1, "d", "u", new Secret("p"), "disable");
        assertThat(new PluginDriver(directory.resolve("none")).get()).isEmpty();
        Optional<Driver> none = new PluginDriver(directory).get();
        assertThat(none).isEmpty();
        var slots = new ReplicationSlots(nowhere, () -> none, InstantSource.system());
        assertThat(slots.lags()).isEqualTo(List.of());
    }
}
