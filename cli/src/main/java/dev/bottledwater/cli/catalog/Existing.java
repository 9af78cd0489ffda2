// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.catalog;

import dev.bottledwater.sql.ast.SourceStatement.CreateAsSelect;
import dev.bottledwater.sql.ast.SourceStatement.CreateSource;
import dev.bottledwater.sql.ast.Statement;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.format.SqlFormatter;
import dev.bottledwater.sql.parse.SqlParser;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a server has already, to compare statements with. */
final class Existing {
    private final Map<String, String> sources = new HashMap<>();
    private final Set<String> types = new HashSet<>();
    private final Set<String> queries = new HashSet<>();

    Existing(ServerCatalog catalog) {
        types.addAll(catalog.types().keySet());
        catalog.sources().forEach(s -> sources.put(s.name(), canonical(s.statement())));
        catalog.queries().forEach(q -> queries.add(canonical(q.statementText())));
    }

    boolean hasType(String name) {
        return types.contains(name) || types.contains(name.toUpperCase(Locale.ROOT));
    }

    boolean hasSource(String name) {
        return sources.containsKey(name);
    }

    /** Whether the source was made by this very statement. */
    boolean isMadeBy(String name, Statement statement) {
        return canonical(statement).equals(sources.get(name));
    }

    boolean hasQuery(Statement statement) {
        return queries.contains(canonical(statement));
    }

    private static String canonical(String text) {
        try {
            return canonical(SqlParser.parseSingle(text));
        } catch (SqlException _) {
            return text;
        }
    }

    /** The text without what only says how to deal with what exists. */
    private static String canonical(Statement statement) {
        if (statement instanceof CreateSource c) {
            return SqlFormatter.format(
                    new CreateSource(
                            c.kind(),
                            false,
                            c.readOnly(),
                            false,
                            c.name(),
                            c.columns(),
                            c.properties(),
                            c.span()));
        }
        if (statement instanceof CreateAsSelect c) {
            return SqlFormatter.format(
                    new CreateAsSelect(
                            c.kind(), false, false, c.name(), c.properties(), c.query(), c.span()));
        }
        return SqlFormatter.format(statement);
    }
}
