// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

import dev.bottledwater.connect.postgres.Publication;
import dev.bottledwater.connect.postgres.Question;
import dev.bottledwater.connect.postgres.SettingProblem;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a Postgres says of itself that decides whether a Debezium connector can follow it. What ends
 * in a failed task later, or in rows that are missing, is a problem now; what is worth knowing is
 * logged.
 *
 * @param connection to the database
 * @param config the connector's
 * @param former the settings that a connector of this name has now; null where there is none
 */
record PostgresFacts(
        Connection connection, Map<String, String> config, @Nullable Map<String, String> former) {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresFacts.class);

    private static final int LOOKS = 6;
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final String NO_SUCH_FILE = "58P01";

    /** One table and no other, its dot escaped or not. */
    private static final Pattern TABLE = Pattern.compile("([\\w$]+)(?:\\\\)?\\.([\\w$]+)");

    /**
     * The first thing that stands in the way; empty where nothing does.
     *
     * @param others settings of the other connectors for Postgres by their names
     */
    Optional<SettingProblem> problem(Map<String, Map<String, String>> others) throws SQLException {
        Optional<SettingProblem> problem = logicalDecoding().map(PostgresFacts::ofServer);
        if (problem.isEmpty()) {
            problem = replicationRight().map(PostgresFacts::ofServer);
        }
        if (problem.isEmpty()) {
            problem = slots().map(PostgresFacts::ofServer);
        }
        if (problem.isEmpty()) {
            problem = plugin();
        }
        if (problem.isEmpty()) {
            problem = tables();
        }
        if (problem.isEmpty()) {
            problem = new Publication(new Question(connection), config, former).problem(others);
        }
        return problem;
    }

    private static SettingProblem ofServer(String sentence) {
        return new SettingProblem(PostgresCheck.HOST_PROPERTY, sentence);
    }

    private Optional<String> logicalDecoding() throws SQLException {
        String level = text("SHOW wal_level").orElse("logical");
        return level.equals("logical")
                ? Optional.empty()
                : Optional.of(
                        "Logical decoding is off in the Postgres at %s: its wal_level is '%s' and must be 'logical'."
                                .formatted(config.get(PostgresCheck.HOST_PROPERTY), level));
    }

    /** Providers give the right by roles of their own, such as Amazon's rds_replication. */
    private Optional<String> replicationRight() throws SQLException {
        String may =
                text("""
                        SELECT rolsuper OR rolreplication OR EXISTS (
                          SELECT 1 FROM pg_roles g WHERE g.rolname LIKE '%replication%'
                            AND pg_has_role(current_user, g.oid, 'member'))
                        FROM pg_roles WHERE rolname = current_user
                        """)
                        .orElse("t");
        return may.equals("t")
                ? Optional.empty()
                : Optional.of(
                        "The role %s can't follow the database: it must be superuser or replication role."
                                .formatted(text("SELECT current_user").orElse("of the URL")));
    }

    private Optional<String> slots() throws SQLException {
        if (slotExists()) {
            return Optional.empty();
        }
        String full =
                text("""
                        SELECT count(*) >= current_setting('max_replication_slots')::int
                        FROM pg_replication_slots
                        """)
                        .orElse("f");
        return full.equals("t")
                ? Optional.of(
                        "The Postgres at %s has no room for the slot %s: all replication slots are in use."
                                .formatted(config.get(PostgresCheck.HOST_PROPERTY), slot()))
                : Optional.empty();
    }

    private String slot() {
        return config.getOrDefault("slot.name", "debezium");
    }

    private boolean slotExists() throws SQLException {
        return text("SELECT slot_name FROM pg_replication_slots WHERE slot_name = ?", slot())
                .isPresent();
    }

    /**
     * Every Postgres has pgoutput since version 10. Which others a server has it doesn't list, so a
     * slot is made that ends with this connection; a plugin that isn't there fails at once.
     */
    private Optional<SettingProblem> plugin() throws SQLException {
        String plugin = config.getOrDefault("plugin.name", "decoderbufs").strip();
        if (plugin.equalsIgnoreCase("pgoutput") || slotExists()) {
            return Optional.empty();
        }
        try (Statement limit = connection.createStatement();
                PreparedStatement slot =
                        connection.prepareStatement(
                                "SELECT pg_create_logical_replication_slot('bottled_water_check_' || pg_backend_pid(), ?, true)")) {
            limit.execute("SET statement_timeout = '2s'");
            slot.setString(1, plugin.toLowerCase(Locale.ROOT));
            slot.execute();
        } catch (SQLException e) {
            if (NO_SUCH_FILE.equals(e.getSQLState())) {
                return Optional.of(
                        new SettingProblem(
                                "plugin.name",
                                "The Postgres at %s doesn't have the output plugin %s%s: set \"plugin.name\" to \"pgoutput\", which every Postgres has since version 10."
                                        .formatted(
                                                config.get(PostgresCheck.HOST_PROPERTY),
                                                plugin,
                                                config.containsKey("plugin.name")
                                                        ? ""
                                                        : ", which is Debezium's default")));
            }
            LOG.debug("Whether the server has the plugin {} isn't known", plugin, e);
        } finally {
            try (Statement limit = connection.createStatement()) {
                limit.execute("RESET statement_timeout");
            }
        }
        return Optional.empty();
    }

    /**
     * A slot has one reader. One that was deleted just now may still be letting go of it, so this
     * waits for a moment.
     */
    Optional<String> slotInUse() throws SQLException {
        String slot = slot();
        for (int i = 0; i < LOOKS; i++) {
            if (!text("SELECT active FROM pg_replication_slots WHERE slot_name = ?", slot)
                    .orElse("f")
                    .equals("t")) {
                return Optional.empty();
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
        return Optional.of(
                "The replication slot \"%s\" is active in the Postgres at %s: something reads from it already."
                        .formatted(slot, config.get(PostgresCheck.HOST_PROPERTY)));
    }

    private Optional<SettingProblem> tables() throws SQLException {
        List<String> missing = new ArrayList<>();
        for (String table : named()) {
            String[] parts = table.split("\\.");
            if (text(
                            """
                            SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                            WHERE n.nspname = ? AND c.relname = ? AND c.relkind IN ('r', 'p')
                            """,
                            parts[0],
                            parts[1])
                    .isEmpty()) {
                missing.add(table);
            }
        }
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        String sentence =
                "There is no table %s in the database: create it first, or correct table.include.list."
                        .formatted(String.join(" and no table ", missing));
        // Where the publication has all tables, those that come later are in it too.
        if (config.getOrDefault("publication.autocreate.mode", "all_tables").equals("filtered")) {
            return Optional.of(new SettingProblem("table.include.list", sentence));
        }
        LOG.warn("{}", sentence);
        return Optional.empty();
    }

    private List<String> named() {
        List<String> tables = new ArrayList<>();
        for (String entry : config.getOrDefault("table.include.list", "").split(",")) {
            var table = TABLE.matcher(entry.strip());
            if (table.matches()) {
                tables.add(table.group(1) + "." + table.group(2));
            }
        }
        return tables;
    }

    private Optional<String> text(String query, String... parameters) throws SQLException {
        return new Question(connection).text(query, parameters);
    }
}
