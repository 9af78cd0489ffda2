// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.postgres;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a connector's settings say of its publication, with Debezium's defaults.
 *
 * @param config the connector's
 */
record PublicationSettings(Map<String, String> config) {
    static final String NAME = "publication.name";
    static final String MODE = "publication.autocreate.mode";
    static final String TABLES = "table.include.list";
    static final String ALL_TABLES = "all_tables";
    static final String FILTERED = "filtered";

    /** Other output plugins know no publications; Debezium's default is one of those. */
    boolean used() {
        return config.getOrDefault("plugin.name", "").strip().equalsIgnoreCase("pgoutput");
    }

    String name() {
        return config.getOrDefault(NAME, "dbz_publication");
    }

    String quotedName() {
        return TableName.quote(name());
    }

    String mode() {
        return config.getOrDefault(MODE, ALL_TABLES).strip().toLowerCase(Locale.ROOT);
    }

    boolean is(String mode) {
        return mode().equals(mode);
    }

    /** Whether it is of the same database, as far as the settings tell. */
    boolean sameDatabase(PublicationSettings other) {
        return Stream.of("database.hostname", "database.port", "database.dbname")
                .allMatch(
                        setting ->
                                other.config
                                        .getOrDefault(setting, "")
                                        .equals(config.getOrDefault(setting, "")));
    }

    /** Those of all tables that the connector captures. */
    Set<TableName> captured(Set<TableName> all) {
        Set<TableName> captured = new TreeSet<>(all);
        captured.removeIf(CapturedTables.of(config).negate());
        return captured;
    }

    /** Whether the settings name the table itself, and not only what matches it. */
    boolean names(TableName table) {
        return Stream.of(config.getOrDefault(TABLES, "").split(","))
                .map(entry -> entry.strip().replace("\\.", "."))
                .anyMatch(entry -> entry.equalsIgnoreCase(table.toString()));
    }

    /**
     * What a connector captured before, from the same publication.
     *
     * @param former its settings; null where there were none
     */
    Predicate<TableName> formerly(@Nullable Map<String, String> former) {
        if (former == null) {
            return _ -> false;
        }
        PublicationSettings before = new PublicationSettings(former);
        return before.used() && before.name().equals(name())
                ? CapturedTables.of(former)
                : _ -> false;
    }
}
