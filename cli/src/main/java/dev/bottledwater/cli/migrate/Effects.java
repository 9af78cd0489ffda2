// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.migrate;

import dev.bottledwater.sql.ast.AssertStatement;
import dev.bottledwater.sql.ast.ConnectorStatement;
import dev.bottledwater.sql.ast.DataStatement;
import dev.bottledwater.sql.ast.Identifier;
import dev.bottledwater.sql.ast.InspectionStatement;
import dev.bottledwater.sql.ast.QueryControl;
import dev.bottledwater.sql.ast.SessionStatement;
import dev.bottledwater.sql.ast.SourceStatement;
import dev.bottledwater.sql.ast.Statement;
import dev.bottledwater.sql.ast.TypeStatement;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What statements change, and whether they can, as far as the names of streams and tables tell. */
final class Effects {
    private final Set<String> sources;

    /**
     * @param sources the names of streams and tables that there are
     */
    Effects(Collection<String> sources) {
        this.sources = new HashSet<>(sources);
    }

    /** Returns a few words about what a statement does. */
    static String describe(Statement statement) {
        return switch (statement) {
            case SourceStatement.CreateSource create ->
                    "%s %s %s"
                            .formatted(
                                    create.orReplace() ? "create or replace" : "create",
                                    kind(create.kind()),
                                    create.name());
            case SourceStatement.CreateAsSelect create ->
                    "%s %s %s and the query that fills it"
                            .formatted(
                                    create.orReplace() ? "create or replace" : "create",
                                    kind(create.kind()),
                                    create.name());
            case SourceStatement.DropSource drop ->
                    "drop %s %s%s"
                            .formatted(
                                    kind(drop.kind()),
                                    drop.name(),
                                    drop.deleteTopic() ? " and its topic" : "");
            case SourceStatement.AlterSource alter ->
                    "add %s to %s %s"
                            .formatted(
                                    alter.columns().stream()
                                            .map(column -> column.name().text())
                                            .collect(Collectors.joining(", ")),
                                    kind(alter.kind()),
                                    alter.name());
            case DataStatement.InsertSelect insert ->
                    "create a query that inserts into " + insert.target();
            case DataStatement.InsertValues insert -> "insert a row into " + insert.target();
            case DataStatement.Select _, DataStatement.PrintTopic _ -> "read rows";
            case TypeStatement.CreateType create -> "create type " + create.name();
            case TypeStatement.DropType drop -> "drop type " + drop.name();
            case ConnectorStatement.CreateConnector create ->
                    "create %s connector %s"
                            .formatted(
                                    create.kind().name().toLowerCase(Locale.ROOT), create.name());
            case ConnectorStatement.DropConnector drop -> "drop connector " + drop.name();
            case ConnectorStatement.DescribeConnector _, InspectionStatement _ -> "show";
            case QueryControl.Terminate end -> "terminate " + query(end.queryId());
            case QueryControl.Pause pause -> "pause " + query(pause.queryId());
            case QueryControl.Resume resume -> "resume " + query(resume.queryId());
            case AssertStatement.AssertTopic topic -> "check topic " + topic.topic();
            case AssertStatement _ -> "check what is there";
            case SessionStatement _ -> "set what holds for the file";
        };
    }

    private static String kind(Statement.SourceKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static String query(@Nullable Identifier id) {
        return id == null ? "all queries" : "query " + id;
    }

    /**
     * Takes a statement as run.
     *
     * @return what would be in its way; empty when nothing is known
     */
    Optional<String> next(Statement statement) {
        return switch (statement) {
            case SourceStatement.CreateSource create ->
                    created(create.name(), create.orReplace() || create.ifNotExists());
            case SourceStatement.CreateAsSelect create ->
                    created(create.name(), create.orReplace() || create.ifNotExists());
            case SourceStatement.DropSource drop ->
                    sources.remove(drop.name().text()) || drop.ifExists()
                            ? Optional.empty()
                            : missing(drop.name());
            case SourceStatement.AlterSource alter -> needed(alter.name());
            case DataStatement.InsertSelect insert -> needed(insert.target());
            case DataStatement.InsertValues insert -> needed(insert.target());
            case DataStatement.Select _, DataStatement.PrintTopic _ -> Optional.empty();
            case TypeStatement _,
                    ConnectorStatement _,
                    QueryControl _,
                    AssertStatement _,
                    SessionStatement _,
                    InspectionStatement _ ->
                    Optional.empty();
        };
    }

    private Optional<String> created(Identifier name, boolean whateverThereIs) {
        return sources.add(name.text()) || whateverThereIs
                ? Optional.empty()
                : Optional.of("there is a stream or table %s already".formatted(name));
    }

    private Optional<String> needed(Identifier name) {
        return sources.contains(name.text()) ? Optional.empty() : missing(name);
    }

    private static Optional<String> missing(Identifier name) {
        return Optional.of("there is no stream or table %s".formatted(name));
    }
}
