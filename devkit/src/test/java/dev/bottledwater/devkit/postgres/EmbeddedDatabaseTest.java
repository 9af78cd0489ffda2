// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

class EmbeddedDatabaseTest {
    private static EmbeddedDatabase database;

    @BeforeAll
    static void launch() {
        database = EmbeddedDatabase.launch();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void decodesLogicallyAndCommitsSynchronously() throws SQLException {
        assertThat(value("SHOW wal_level")).isEqualTo("logical");
        assertThat(value("SHOW synchronous_commit")).isEqualTo("on");
    }

    @Test
    void theRoleOwnsItsDatabaseAndMayReplicateButIsNoSuperuser() throws SQLException {
        assertThat(value("SELECT current_database()")).isEqualTo("app");
        assertThat(
                        value(
                                "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"))
                .isEqualTo("app");
        assertThat(
                        value(
                                "SELECT rolreplication || ',' || rolsuper FROM pg_roles WHERE rolname = current_user"))
                .isEqualTo("true,false");
    }

    @Test
    void aLogicalSlotDeliversCommittedRows() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE orders (id int PRIMARY KEY, region text)");
            statement.execute(
                    "SELECT pg_create_logical_replication_slot('changes', 'test_decoding')");
            statement.execute("INSERT INTO orders VALUES (1, 'north')");
            try (ResultSet changes =
                    statement.executeQuery(
                            "SELECT data FROM pg_logical_slot_get_changes('changes', NULL, NULL) WHERE data LIKE 'table%'")) {
                assertThat(changes.next()).isTrue();
                assertThat(changes.getString(1))
                        .isEqualTo(
                                "table public.orders: INSERT: id[integer]:1 region[text]:'north'");
            }
            statement.execute("SELECT pg_drop_replication_slot('changes')");
        }
    }

    @Test
    void aStoppedServerRefusesItsClientsAndHasItsRowsAndSlotsAgain() throws SQLException {
        String url = database.databaseUrl();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept AS SELECT 1 AS id");
            statement.execute("SELECT pg_create_logical_replication_slot('kept', 'pgoutput')");
            database.stop();
            assertThatThrownBy(() -> statement.execute("SELECT 1"))
                    .isInstanceOf(SQLException.class);
        }
        assertThatThrownBy(database::connect).hasMessageContaining("refused");
        database.start();
        assertThat(database.databaseUrl()).isEqualTo(url);
        assertThat(value("SELECT id FROM kept")).isEqualTo("1");
        assertThat(value("SELECT pg_drop_replication_slot('kept')")).isEmpty();
    }

    @Test
    void theRolePublishesItsTablesForPgoutput() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE customers (id int PRIMARY KEY)");
            statement.execute("CREATE PUBLICATION cdc FOR TABLE customers");
            statement.execute("SELECT pg_create_logical_replication_slot('cdc', 'pgoutput')");
            assertThat(value("SELECT plugin FROM pg_replication_slots WHERE slot_name = 'cdc'"))
                    .isEqualTo("pgoutput");
            statement.execute("SELECT pg_drop_replication_slot('cdc')");
        }
    }

    @Test
    void aWrongPasswordIsRefused() {
        assertThatThrownBy(
                        () ->
                                DriverManager.getConnection(
                                        "jdbc:postgresql://127.0.0.1:" + database.port() + "/app",
                                        "app",
                                        "wrong"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
        assertThatThrownBy(
                        () ->
                                DriverManager.getConnection(
                                        "jdbc:postgresql://127.0.0.1:" + database.port() + "/app",
                                        "postgres",
                                        ""))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void theSuperuserConnectsToTheSameDatabase() throws SQLException {
        try (Connection connection = database.connectAsSuperuser();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT current_database(), current_setting('is_superuser')")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("app");
            assertThat(row.getString(2)).isEqualTo("on");
        }
    }

    private static String value(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }
}
