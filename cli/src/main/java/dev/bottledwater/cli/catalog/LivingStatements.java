// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.catalog;

import dev.bottledwater.sql.ast.DataStatement;
import dev.bottledwater.sql.ast.Identifier;
import dev.bottledwater.sql.ast.QueryControl;
import dev.bottledwater.sql.ast.SourceStatement;
import dev.bottledwater.sql.ast.Statement;
import dev.bottledwater.sql.ast.TypeStatement;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.parse.SqlParser;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What lives at the end of a command topic: commands are applied in their order, so that what was
 * dropped, terminated or replaced later isn't made.
 */
final class LivingStatements {
    private final SequencedMap<String, Living> living = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private int inserts;

    private record Living(
            CommandRecord command,
            Statement statement,
            @Nullable String source,
            CatalogStep.After after) {
        boolean isQuery() {
            return !(statement instanceof SourceStatement.CreateSource)
                    && !(statement instanceof SourceStatement.AlterSource)
                    && !(statement instanceof TypeStatement);
        }

        Living with(CatalogStep.After changed) {
            return new Living(command, statement, source, changed);
        }

        /** Without the id that the server gave it, a query is known by its sink. */
        boolean isNamed(String id) {
            if (command.queryId() != null) {
                return id.equalsIgnoreCase(command.queryId());
            }
            return statement instanceof SourceStatement.CreateAsSelect
                    && id.matches("(?i)C[ST]AS_\\Q" + source + "\\E_\\d+");
        }
    }

    /** Takes the next command. */
    void take(CommandRecord command) {
        Statement statement;
        try {
            statement = SqlParser.parseSingle(command.statement());
        } catch (SqlException e) {
            problems.add("%s: %s".formatted(command.where(), e.getMessage()));
            return;
        }
        if (statement instanceof TypeStatement type) {
            takeType(type, command);
        } else if (statement instanceof SourceStatement source) {
            takeSource(source, command);
        } else if (statement instanceof DataStatement.InsertSelect insert) {
            put("insert " + inserts++, command, insert, insert.target().text());
        } else if (statement instanceof QueryControl control) {
            control(control, command);
        } else {
            problems.add(
                    "%s: it makes nothing that a catalog keeps: %s"
                            .formatted(command.where(), command.statement()));
        }
    }

    private void put(
            String key, CommandRecord command, Statement statement, @Nullable String source) {
        // what is replaced keeps its place, since others may be made of it
        living.put(key, new Living(command, statement, source, CatalogStep.After.RUN));
    }

    private void takeType(TypeStatement statement, CommandRecord command) {
        switch (statement) {
            case TypeStatement.CreateType create -> {
                var key = "type " + create.name().text();
                if (!living.containsKey(key)) {
                    put(key, command, create, null);
                }
            }
            case TypeStatement.DropType drop -> living.remove("type " + drop.name().text());
        }
    }

    private void takeSource(SourceStatement statement, CommandRecord command) {
        switch (statement) {
            case SourceStatement.CreateSource create ->
                    create(create.name(), create.ifNotExists(), create, command);
            case SourceStatement.CreateAsSelect create ->
                    create(create.name(), create.ifNotExists(), create, command);
            case SourceStatement.DropSource drop ->
                    living.values().removeIf(l -> drop.name().text().equals(l.source()));
            case SourceStatement.AlterSource alter ->
                    put("alter " + inserts++, command, alter, alter.name().text());
        }
    }

    private void create(
            Identifier name, boolean ifNotExists, Statement statement, CommandRecord command) {
        var key = "source " + name.text();
        if (ifNotExists && living.containsKey(key)) {
            return;
        }
        living.values()
                .removeIf(
                        l ->
                                l.statement() instanceof SourceStatement.AlterSource
                                        && name.text().equals(l.source()));
        put(key, command, statement, name.text());
    }

    private void control(QueryControl statement, CommandRecord command) {
        switch (statement) {
            case QueryControl.Terminate(var id, _) ->
                    become(id, CatalogStep.After.TERMINATE, command);
            case QueryControl.Pause(var id, _) -> become(id, CatalogStep.After.PAUSE, command);
            case QueryControl.Resume(var id, _) -> become(id, CatalogStep.After.RUN, command);
        }
    }

    private void become(@Nullable Identifier id, CatalogStep.After after, CommandRecord command) {
        var found = false;
        for (Map.Entry<String, Living> entry : List.copyOf(living.entrySet())) {
            var query = entry.getValue();
            if (!query.isQuery()
                    || query.after() == CatalogStep.After.TERMINATE
                    || id != null && !query.isNamed(id.text())) {
                continue;
            }
            found = true;
            if (after == CatalogStep.After.TERMINATE
                    && query.statement() instanceof DataStatement.InsertSelect) {
                living.remove(entry.getKey());
            } else {
                living.put(entry.getKey(), query.with(after));
            }
        }
        if (!found && id != null) {
            problems.add(
                    "%s: '%s' names no query that lives there: see that what it was to end isn't made"
                            .formatted(command.where(), command.statement()));
        }
    }

    /** What couldn't be applied, a sentence with its place each. */
    List<String> problems() {
        return problems;
    }

    /** The statements to run, in order. */
    List<CatalogStep> steps() {
        return living.values().stream().map(LivingStatements::step).toList();
    }

    private static CatalogStep step(Living living) {
        var command = living.command();
        var properties = new LinkedHashMap<>(command.properties());
        if (living.after() == CatalogStep.After.TERMINATE) {
            // It lives for a moment only, and mustn't write again what its topic has.
            properties.put("auto.offset.reset", "latest");
        }
        return new CatalogStep(
                command.where(),
                living.statement(),
                command.statement(),
                properties,
                living.after());
    }
}
