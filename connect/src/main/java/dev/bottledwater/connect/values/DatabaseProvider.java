// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.values;

import dev.bottledwater.platform.DatabaseSettings;

import java.util.Map;
import java.util.TreeSet;

/**
 * {@code ${database:host}} and so on: the parts of {@code DATABASE_URL}, decoded. A connector that
 * names them follows a change of the database's credentials with the next start.
 */
public final class DatabaseProvider extends NamedValues {
    /** The provider's name in connectors' settings. */
    public static final String NAME = "database";

    /** The values by their names; they hold the password. */
    public static Map<String, String> values(DatabaseSettings database) {
        return Map.of(
                "host", database.host(),
                "port", Integer.toString(database.port()),
                "database", database.database(),
                "user", database.user(),
                "password", database.password().value(),
                "sslmode", database.sslmode(),
                "jdbcUrl", database.jdbcUrl());
    }

    @Override
    String missing(String name, Map<String, String> known) {
        return known.isEmpty()
                ? "${database:" + name + "} has no value, because DATABASE_URL isn't set."
                : "DATABASE_URL has no part '"
                        + name
                        + "'."
                        + didYouMean(name, known.keySet())
                        + " The parts are "
                        + String.join(", ", new TreeSet<>(known.keySet()))
                        + ".";
    }
}
