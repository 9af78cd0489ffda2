// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.devkit.net.FreePort;

import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.replication.PGReplicationStream;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;

class EmbeddedDatabaseOptionsTest {

    @Test
    void withoutLogicalDecodingASlotIsRefused() throws SQLException {
        EmbeddedDatabaseOptions options =
                EmbeddedDatabaseOptions.defaults()
                        .withoutLogicalDecoding()
                        .withServerSetting("max_connections", "17");
        try (EmbeddedDatabase database = EmbeddedDatabase.launch(options);
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            assertThat(value(statement, "SHOW wal_level")).isEqualTo("replica");
            assertThat(value(statement, "SHOW max_connections")).isEqualTo("17");
            assertThatThrownBy(
                            () ->
                                    statement.execute(
                                            "SELECT pg_create_logical_replication_slot('s', 'pgoutput')"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("wal_level");
        }
    }

    @Test
    void oddCredentialsArePercentEncodedInTheUrlAndMayBarReplication() throws SQLException {
        String password = "p@ss/w:rd?% +ü'\"";
        EmbeddedDatabaseOptions options =
                EmbeddedDatabaseOptions.defaults()
                        .withCredentials("o'Brien \"x\"", password, "my db/1")
                        .withoutReplicationRole();
        assertThat(options.toString()).doesNotContain(password);
        try (EmbeddedDatabase database = EmbeddedDatabase.launch(options);
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            URI url = URI.create(database.databaseUrl());
            assertThat(url.getScheme()).isEqualTo("postgres");
            assertThat(url.getHost()).isEqualTo("127.0.0.1");
            assertThat(url.getPort()).isEqualTo(database.port());
            assertThat(url.getUserInfo()).isEqualTo("o'Brien \"x\":" + password);
            assertThat(url.getRawPath()).isEqualTo("/my%20db%2F1");
            assertThat(value(statement, "SELECT current_user")).isEqualTo("o'Brien \"x\"");
            assertThat(value(statement, "SELECT current_database()")).isEqualTo("my db/1");
            assertThatThrownBy(
                            () ->
                                    statement.execute(
                                            "SELECT pg_create_logical_replication_slot('s', 'pgoutput')"))
                    .hasMessageContaining("replication");
            assertThat(database.toString()).doesNotContain(password);
        }
    }

    @Test
    void closingDoesNotWaitForAReplicationClientThatDoesNotRead() throws Exception {
        EmbeddedDatabase database = EmbeddedDatabase.launch();
        int port = database.port();
        try (Connection writer = database.connect();
                Statement statement = writer.createStatement()) {
            statement.execute("CREATE TABLE orders (id int PRIMARY KEY, note text)");
            statement.execute("SELECT pg_create_logical_replication_slot('slow', 'test_decoding')");
            statement.execute(
                    "INSERT INTO orders SELECT i, repeat('x', 1000) FROM generate_series(1, 20000) i");
        }
        PGReplicationStream stream =
                replicationConnection(database)
                        .getReplicationAPI()
                        .replicationStream()
                        .logical()
                        .withSlotName("slow")
                        .start();
        stream.read();

        Instant start = Instant.now();
        database.close();
        assertThat(Duration.between(start, Instant.now()))
                .as("Postgres waits wal_sender_timeout, a minute, for such a client")
                .isLessThan(Duration.ofSeconds(30));
        assertThat(FreePort.isFree(port)).isTrue();
        assertThat(database.dataDirectory()).doesNotExist();
    }

    @Test
    void aPortInUseIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
            EmbeddedDatabaseOptions options =
                    EmbeddedDatabaseOptions.defaults().withPort(taken.getLocalPort());
            assertThatThrownBy(() -> EmbeddedDatabase.launch(options))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(taken.getLocalPort() + " on 127.0.0.1 is in use");
        }
    }

    @Test
    void aServerThatRefusesItsSettingsEndsInAnException() {
        EmbeddedDatabaseOptions options =
                EmbeddedDatabaseOptions.defaults()
                        .withServerSetting("wal_level", "sideways")
                        .withStartTimeout(Duration.ofSeconds(1));
        assertThatThrownBy(() -> EmbeddedDatabase.launch(options))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("did not start");
    }

    @Test
    void optionsThatCannotWorkAreRefused() {
        EmbeddedDatabaseOptions options = EmbeddedDatabaseOptions.defaults();
        assertThatThrownBy(() -> options.withCredentials("postgres", "p", "d"))
                .hasMessageContaining("super user");
        assertThatThrownBy(() -> options.withCredentials("u", "", "d"))
                .hasMessageContaining("must not be empty");
        assertThatThrownBy(() -> options.withServerSetting("work_mem", "1; reboot"))
                .hasMessageContaining("work_mem=1; reboot");
        assertThatThrownBy(() -> options.withPort(70_000)).hasMessageContaining("70000");
    }

    private static PGConnection replicationConnection(EmbeddedDatabase database)
            throws SQLException {
        String[] credentials = URI.create(database.databaseUrl()).getUserInfo().split(":");
        Properties properties = new Properties();
        properties.setProperty("user", credentials[0]);
        properties.setProperty("password", credentials[1]);
        properties.setProperty("replication", "database");
        properties.setProperty("preferQueryMode", "simple");
        properties.setProperty("assumeMinServerVersion", "10");
        return DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:%d/app".formatted(database.port()), properties)
                .unwrap(PGConnection.class);
    }

    private static String value(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }
}
