// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What is asked of a Postgres, with answers as text. */
public record Question(Connection connection) {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    /** The first column of the first row; empty without a row, and for NULL. */
    public Optional<String> text(String query, String... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(query, parameters);
                ResultSet answer = statement.executeQuery()) {
            return answer.next() ? Optional.ofNullable(answer.getString(1)) : Optional.empty();
        }
    }

    /** Tables, of which the query's two columns are the schema and the name. */
    Set<TableName> tables(String query, String... parameters) throws SQLException {
        Set<TableName> tables = new TreeSet<>();
        try (PreparedStatement statement = prepare(query, parameters);
                ResultSet answer = statement.executeQuery()) {
            while (answer.next()) {
                tables.add(new TableName(answer.getString(1), answer.getString(2)));
            }
        }
        return tables;
    }

    private PreparedStatement prepare(String query, String... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(query);
        for (int i = 0; i < parameters.length; i++) {
            statement.setString(i + 1, parameters[i]);
        }
        return statement;
    }

    /**
     * Tries a statement and takes it back.
     *
     * @return why the role may not do it; empty where it may, and where something else stood in the
     *     way
     */
    Optional<String> denial(String statement) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement trial = connection.createStatement()) {
            // Nobody is to wait for a trial, nor it for anybody.
            trial.execute("SET LOCAL lock_timeout = '500ms'");
            trial.execute(statement);
            return Optional.empty();
        } catch (SQLException e) {
            return INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())
                    ? Optional.of(firstLine(e))
                    : Optional.empty();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .replaceFirst("^ERROR: ", "");
    }
}
