// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.postgres;

import static dev.bottledwater.connect.postgres.PublicationSettings.ALL_TABLES;
import static dev.bottledwater.connect.postgres.PublicationSettings.FILTERED;
import static dev.bottledwater.connect.postgres.PublicationSettings.MODE;
import static dev.bottledwater.connect.postgres.PublicationSettings.NAME;

import static java.util.stream.Collectors.joining;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The publication that a connector reads, which decides of which tables Postgres hands out changes.
 * Debezium 3.6 creates it as {@code publication.autocreate.mode} says and, where that is {@code
 * filtered}, takes all other tables out of one that is there: who else reads it then gets nothing
 * more and never fails.
 */
public final class Publication {
    /** Schema and name of all that could be in one, but for the kind of relation. */
    static final String USER_TABLES =
            """
            SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relpersistence = 'p' AND n.nspname <> 'information_schema'
              AND n.nspname NOT LIKE 'pg\\_%'
            """;

    private final Question question;
    private final PublicationSettings settings;
    private final @Nullable Map<String, String> former;

    /**
     * @param question to the connector's database
     * @param config the connector's
     * @param former the settings that a connector of this name has now; null where there is none
     */
    public Publication(
            Question question, Map<String, String> config, @Nullable Map<String, String> former) {
        this.question = question;
        this.settings = new PublicationSettings(config);
        this.former = former;
    }

    /**
     * What stands in its way; empty where nothing does, or the connector reads none.
     *
     * @param others settings of the other connectors for Postgres by their names
     */
    public Optional<SettingProblem> problem(Map<String, Map<String, String>> others)
            throws SQLException {
        if (!settings.used()) {
            return Optional.empty();
        }
        Optional<SettingProblem> problem = shared(others);
        if (problem.isPresent()) {
            return problem;
        }
        Optional<String> allTables =
                question.text(
                        "SELECT puballtables FROM pg_publication WHERE pubname = ?",
                        settings.name());
        problem = allTables.isEmpty() ? absent() : there(allTables.get().equals("t"));
        return problem.isPresent()
                ? problem
                : new ReplicaIdentity(question, settings, former).problem(allTables.isEmpty());
    }

    /** One takes the other's tables out whenever it starts. */
    private Optional<SettingProblem> shared(Map<String, Map<String, String>> others)
            throws SQLException {
        for (Map.Entry<String, Map<String, String>> other : others.entrySet()) {
            PublicationSettings theirs = new PublicationSettings(other.getValue());
            if (theirs.used()
                    && theirs.name().equals(settings.name())
                    && (theirs.is(FILTERED) || settings.is(FILTERED))
                    && theirs.sameDatabase(settings)
                    && !theirs.captured(userTables()).equals(captured())) {
                return Optional.of(
                        new SettingProblem(
                                NAME,
                                "The connector %s has the publication %s of this database for other tables: as %s is filtered, one would take the other's tables out, whose rows would be missing without an error. Give each connector its own \"publication.name\"."
                                        .formatted(other.getKey(), settings.name(), MODE)));
            }
        }
        return Optional.empty();
    }

    private Optional<SettingProblem> absent() throws SQLException {
        return switch (settings.mode()) {
            case "disabled" ->
                    Optional.of(
                            new SettingProblem(
                                    NAME,
                                    "There is no publication %s in the database, and %s is disabled: create it (CREATE PUBLICATION %s FOR TABLE …), or set that to filtered."
                                            .formatted(
                                                    settings.name(), MODE, settings.quotedName())));
            case FILTERED -> {
                Set<TableName> tables = captured();
                yield tables.isEmpty()
                        ? Optional.empty()
                        : denied(create("FOR TABLE " + sql(tables)));
            }
            case ALL_TABLES -> denied(create("FOR ALL TABLES"));
            default -> denied(create(""));
        };
    }

    private String create(String what) {
        return "CREATE PUBLICATION %s %s".formatted(settings.quotedName(), what);
    }

    private Optional<SettingProblem> there(boolean allTables) throws SQLException {
        if (!settings.is(FILTERED)) {
            return allTables ? Optional.empty() : lacking();
        }
        return allTables
                ? Optional.of(
                        new SettingProblem(
                                NAME,
                                "The publication %s is there already and has all tables, which Debezium doesn't change: give this connector its own \"publication.name\", or set %s to disabled."
                                        .formatted(settings.name(), MODE)))
                : narrowed();
    }

    private Optional<SettingProblem> narrowed() throws SQLException {
        Set<TableName> listed = listed();
        Set<TableName> others = new TreeSet<>(listed);
        others.removeIf(CapturedTables.of(settings.config()).or(settings.formerly(former)));
        if (!others.isEmpty()) {
            return Optional.of(
                    new SettingProblem(
                            NAME,
                            "The publication %s is there already and has %s, which Debezium would take out of it as %s is filtered: who reads them would get nothing more, and no error. Give each connector its own \"publication.name\"; if nobody reads this one any longer: DROP PUBLICATION %s."
                                    .formatted(
                                            settings.name(),
                                            TableName.list(others),
                                            MODE,
                                            settings.quotedName())));
        }
        Set<TableName> captured = captured();
        return captured.isEmpty() || captured.equals(listed)
                ? Optional.empty()
                : denied(
                        "ALTER PUBLICATION %s SET TABLE %s"
                                .formatted(settings.quotedName(), sql(captured)));
    }

    /** Those that the settings name and that the publication, as it is, doesn't hand out. */
    private Optional<SettingProblem> lacking() throws SQLException {
        Set<TableName> lacking = captured();
        lacking.removeIf(table -> !settings.names(table));
        lacking.removeAll(listed());
        lacking.removeAll(
                question.tables(
                        "SELECT schemaname, tablename FROM pg_publication_tables WHERE pubname = ?",
                        settings.name()));
        return lacking.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new SettingProblem(
                                NAME,
                                "The publication %s is there already, without %s, of which nothing would come: ALTER PUBLICATION %s ADD TABLE %s, or give this connector its own \"publication.name\"."
                                        .formatted(
                                                settings.name(),
                                                TableName.list(lacking),
                                                settings.quotedName(),
                                                sql(lacking))));
    }

    private Set<TableName> captured() throws SQLException {
        return settings.captured(userTables());
    }

    private Set<TableName> userTables() throws SQLException {
        return question.tables(USER_TABLES + "AND c.relkind IN ('r', 'p')");
    }

    /** The tables that it was given one by one, or, since Postgres 15, by their schema. */
    private Set<TableName> listed() throws SQLException {
        Set<TableName> listed =
                question.tables(
                        """
                        SELECT n.nspname, c.relname FROM pg_publication p
                        JOIN pg_publication_rel r ON r.prpubid = p.oid
                        JOIN pg_class c ON c.oid = r.prrelid
                        JOIN pg_namespace n ON n.oid = c.relnamespace WHERE p.pubname = ?
                        """,
                        settings.name());
        if (question.text("SELECT to_regclass('pg_catalog.pg_publication_namespace')")
                .isPresent()) {
            listed.addAll(
                    question.tables(
                            """
                            SELECT n.nspname, c.relname FROM pg_publication p
                            JOIN pg_publication_namespace r ON r.pnpubid = p.oid
                            JOIN pg_namespace n ON n.oid = r.pnnspid
                            JOIN pg_class c ON c.relnamespace = n.oid
                            WHERE p.pubname = ? AND c.relkind IN ('r', 'p')
                            """,
                            settings.name()));
        }
        return listed;
    }

    private static String sql(Collection<TableName> tables) {
        return tables.stream().map(TableName::quoted).collect(joining(", "));
    }

    private Optional<SettingProblem> denied(String statement) throws SQLException {
        return question.denial(statement)
                .map(
                        reason ->
                                new SettingProblem(
                                        MODE,
                                        "The role %s may not make the publication %s as %s=%s has it (%s): %s"
                                                .formatted(
                                                        settings.config()
                                                                .getOrDefault("database.user", ""),
                                                        settings.name(),
                                                        MODE,
                                                        settings.mode(),
                                                        reason,
                                                        settings.is(ALL_TABLES)
                                                                ? "set that to filtered, or have a superuser create it."
                                                                : "give the role that right, or have the tables' owner create it and set that to disabled.")));
    }
}
