// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.postgres;

import static java.util.stream.Collectors.joining;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * By what Postgres knows a row that is changed or deleted: the primary key, or what {@code REPLICA
 * IDENTITY} says. Once a table without one is in a publication, Postgres refuses its owner's own
 * UPDATE and DELETE.
 *
 * @param question to the connector's database
 * @param settings the connector's
 * @param former the settings that a connector of this name has now; null where there is none
 */
record ReplicaIdentity(
        Question question, PublicationSettings settings, @Nullable Map<String, String> former) {
    private static final int SHOWN = 5;
    private static final String LACKING =
            """
            AND (c.relreplident = 'n'
              OR c.relreplident = 'd' AND NOT EXISTS (
                SELECT 1 FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary)
              OR c.relreplident = 'i' AND NOT EXISTS (
                SELECT 1 FROM pg_index i WHERE i.indrelid = c.oid AND i.indisreplident))
            """;

    /**
     * Those tables that the connector would put into its publication, or names, and that lack one.
     *
     * @param isNew whether the publication has yet to be created
     */
    Optional<SettingProblem> problem(boolean isNew) throws SQLException {
        if (insertsOnly()) {
            return Optional.empty();
        }
        boolean everything = isNew && settings.is(PublicationSettings.ALL_TABLES);
        Set<TableName> tables =
                question.tables(
                        Publication.USER_TABLES
                                // Rows of partitioned tables are rows of their partitions.
                                + (everything
                                        ? "AND c.relkind = 'r'"
                                        : "AND c.relkind IN ('r', 'p')")
                                + LACKING);
        tables.removeIf(meant(everything).negate().or(settings.formerly(former)));
        return tables.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new SettingProblem(
                                PublicationSettings.TABLES, sentence(tables, everything)));
    }

    private Predicate<TableName> meant(boolean everything) {
        if (everything) {
            return _ -> true;
        }
        Predicate<TableName> captured = CapturedTables.of(settings.config());
        return settings.is(PublicationSettings.FILTERED) ? captured : captured.and(settings::names);
    }

    private boolean insertsOnly() throws SQLException {
        return question.text(
                        "SELECT NOT (pubupdate OR pubdelete) FROM pg_publication WHERE pubname = ?",
                        settings.name())
                .orElse("f")
                .equals("t");
    }

    private static String sentence(Set<TableName> tables, boolean everything) {
        String remedies =
                tables.stream()
                        .limit(SHOWN)
                        .map(
                                table ->
                                        "ALTER TABLE %s REPLICA IDENTITY FULL;"
                                                .formatted(table.quoted()))
                        .collect(joining(" "));
        return "There is no primary key and no replica identity for %s: once captured, Postgres refuses to update and delete their rows. Add a key, or run %s%s"
                .formatted(
                        TableName.list(tables),
                        remedies,
                        everything
                                ? " Or set %s to filtered, which captures the connector's tables alone."
                                        .formatted(PublicationSettings.MODE)
                                : "");
    }
}
