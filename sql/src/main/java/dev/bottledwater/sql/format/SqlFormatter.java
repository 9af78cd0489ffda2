// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.format;

import dev.bottledwater.sql.ast.AssertStatement;
import dev.bottledwater.sql.ast.ColumnDefinition;
import dev.bottledwater.sql.ast.ConnectorStatement;
import dev.bottledwater.sql.ast.DataStatement;
import dev.bottledwater.sql.ast.Expression;
import dev.bottledwater.sql.ast.Identifier;
import dev.bottledwater.sql.ast.InspectionStatement;
import dev.bottledwater.sql.ast.Properties;
import dev.bottledwater.sql.ast.Query;
import dev.bottledwater.sql.ast.QueryControl;
import dev.bottledwater.sql.ast.SessionStatement;
import dev.bottledwater.sql.ast.SourceStatement;
import dev.bottledwater.sql.ast.Statement;
import dev.bottledwater.sql.ast.TypeNode;
import dev.bottledwater.sql.ast.TypeStatement;
import dev.bottledwater.sql.ast.WindowExpression;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The canonical text of syntax trees: the one that answers, descriptions and messages show. It
 * parses to the same tree again.
 *
 * <p>Keywords and folded names are in upper case, names that need it in back quotes; properties are
 * sorted by name; every source has an alias. The forms are those seen in a ksqlDB server's answers.
 */
public final class SqlFormatter {
    private SqlFormatter() {}

    /** The statement, with its {@code ;}. */
    public static String format(Statement statement) {
        return unended(statement) + ";";
    }

    /** The query, without a {@code ;}. */
    public static String format(Query query) {
        return QueryFormat.format(query);
    }

    /** The expression. */
    public static String format(Expression expression) {
        return ExpressionFormat.format(expression);
    }

    /** The type. */
    public static String format(TypeNode type) {
        return TypeFormat.format(type);
    }

    /** The window, without the word WINDOW. */
    public static String format(WindowExpression window) {
        return QueryFormat.window(window);
    }

    /** The name, in back quotes when it needs them. */
    public static String format(Identifier identifier) {
        return Identifiers.name(identifier.text());
    }

    /**
     * The name, in back quotes when it needs them.
     *
     * @param name the name after case folding
     */
    public static String formatName(String name) {
        return Identifiers.name(name);
    }

    /** The column's declaration. */
    public static String format(ColumnDefinition column) {
        String role =
                switch (column.role()) {
                    case VALUE -> "";
                    case KEY -> " KEY";
                    case PRIMARY_KEY -> " PRIMARY KEY";
                    case HEADERS -> " HEADERS";
                    case HEADER ->
                            " HEADER(" + Identifiers.string(String.valueOf(column.header())) + ")";
                };
        return format(column.name()) + " " + format(column.type()) + role;
    }

    /** The clause, {@code WITH (A='b', C=1)}; empty text where there are no properties. */
    public static String format(Properties properties) {
        return properties.isEmpty()
                ? ""
                : properties.entries().stream()
                        .sorted(Comparator.comparing(Properties.Property::name))
                        .map(SqlFormatter::property)
                        .collect(Collectors.joining(", ", "WITH (", ")"));
    }

    private static String property(Properties.Property property) {
        String name = property.name();
        return (Identifiers.isPlain(name) ? name : Identifiers.string(name))
                + "="
                + ExpressionFormat.literal(property.value());
    }

    private static String unended(Statement statement) {
        return switch (statement) {
            case SourceStatement source -> source(source);
            case DataStatement data -> data(data);
            case TypeStatement.CreateType(var ifNotExists, var name, var type, _) ->
                    "CREATE TYPE "
                            + ifNotExists(ifNotExists)
                            + format(name)
                            + " AS "
                            + format(type);
            case TypeStatement.DropType(var ifExists, var name, _) ->
                    "DROP TYPE " + ifExists(ifExists) + format(name);
            case ConnectorStatement connector -> connector(connector);
            case InspectionStatement inspection -> inspection(inspection);
            case SessionStatement session -> session(session);
            case QueryControl.Terminate(var query, _) -> "TERMINATE " + queryOrAll(query);
            case QueryControl.Pause(var query, _) -> "PAUSE " + queryOrAll(query);
            case QueryControl.Resume(var query, _) -> "RESUME " + queryOrAll(query);
            case AssertStatement assertion -> AssertFormat.format(assertion);
        };
    }

    private static String source(SourceStatement statement) {
        return switch (statement) {
            case SourceStatement.CreateSource s ->
                    words(
                            "CREATE",
                            s.orReplace() ? "OR REPLACE" : "",
                            s.readOnly() ? "SOURCE" : "",
                            s.kind().name(),
                            s.ifNotExists() ? "IF NOT EXISTS" : "",
                            format(s.name()),
                            columns(s.columns()),
                            format(s.properties()));
            case SourceStatement.CreateAsSelect s ->
                    words(
                            "CREATE",
                            s.orReplace() ? "OR REPLACE" : "",
                            s.kind().name(),
                            s.ifNotExists() ? "IF NOT EXISTS" : "",
                            format(s.name()),
                            format(s.properties()),
                            "AS",
                            format(s.query()));
            case SourceStatement.DropSource s ->
                    words(
                            "DROP",
                            s.kind().name(),
                            s.ifExists() ? "IF EXISTS" : "",
                            format(s.name()),
                            s.deleteTopic() ? "DELETE TOPIC" : "");
            case SourceStatement.AlterSource s ->
                    "ALTER %s %s %s"
                            .formatted(
                                    s.kind(),
                                    format(s.name()),
                                    s.columns().stream()
                                            .map(
                                                    column ->
                                                            "ADD COLUMN "
                                                                    + format(column.name())
                                                                    + " "
                                                                    + format(column.type()))
                                            .collect(Collectors.joining(", ")));
        };
    }

    private static String data(DataStatement statement) {
        return switch (statement) {
            case DataStatement.Select(var query, _) -> format(query);
            case DataStatement.InsertSelect s ->
                    words(
                            "INSERT INTO",
                            format(s.target()),
                            format(s.properties()),
                            format(s.query()));
            case DataStatement.InsertValues s ->
                    words(
                            "INSERT INTO",
                            format(s.target()),
                            names(s.columns()),
                            "VALUES (" + ExpressionFormat.list(s.values()) + ")");
            case DataStatement.PrintTopic s ->
                    words(
                            "PRINT",
                            Identifiers.verbatim(s.topic()),
                            s.fromBeginning() ? "FROM BEGINNING" : "",
                            s.interval() == null ? "" : "INTERVAL " + s.interval(),
                            s.limit() == null ? "" : "LIMIT " + s.limit());
        };
    }

    private static String connector(ConnectorStatement statement) {
        return switch (statement) {
            case ConnectorStatement.CreateConnector s ->
                    words(
                            "CREATE",
                            s.kind().name(),
                            "CONNECTOR",
                            s.ifNotExists() ? "IF NOT EXISTS" : "",
                            format(s.name()),
                            format(s.properties()));
            case ConnectorStatement.DropConnector s ->
                    "DROP CONNECTOR " + ifExists(s.ifExists()) + format(s.name());
            case ConnectorStatement.DescribeConnector s -> "DESCRIBE CONNECTOR " + format(s.name());
        };
    }

    private static String inspection(InspectionStatement statement) {
        return switch (statement) {
            case InspectionStatement.DescribeSource s ->
                    "DESCRIBE " + describable(s.name()) + extended(s.extended());
            case InspectionStatement.DescribeSources s ->
                    "DESCRIBE " + s.kind() + "S" + extended(s.extended());
            case InspectionStatement.DescribeFunction s -> "DESCRIBE FUNCTION " + format(s.name());
            case InspectionStatement.ExplainQuery s -> "EXPLAIN " + format(s.queryId());
            case InspectionStatement.ExplainStatement s -> "EXPLAIN " + unended(s.statement());
            case InspectionStatement.ShowSources s ->
                    "SHOW " + s.kind() + "S" + extended(s.extended());
            case InspectionStatement.ShowTopics s ->
                    "SHOW " + (s.all() ? "ALL " : "") + "TOPICS" + extended(s.extended());
            case InspectionStatement.ShowQueries s -> "SHOW QUERIES" + extended(s.extended());
            case InspectionStatement.ShowProperties _ -> "SHOW PROPERTIES";
            case InspectionStatement.ShowFunctions _ -> "SHOW FUNCTIONS";
            case InspectionStatement.ShowTypes _ -> "SHOW TYPES";
            case InspectionStatement.ShowVariables _ -> "SHOW VARIABLES";
            case InspectionStatement.ShowConnectors s ->
                    "SHOW " + (s.kind() == null ? "" : s.kind() + " ") + "CONNECTORS";
            case InspectionStatement.ShowConnectorPlugins _ -> "SHOW CONNECTOR PLUGINS";
        };
    }

    /** DESCRIBE STREAMS describes every stream, so a source of that name is quoted. */
    private static String describable(Identifier name) {
        return switch (name.text()) {
            case "STREAMS", "TABLES" -> Identifiers.quoted(name.text());
            default -> format(name);
        };
    }

    private static String session(SessionStatement statement) {
        return switch (statement) {
            case SessionStatement.SetProperty(var name, var value, _) ->
                    "SET " + Identifiers.string(name) + "=" + Identifiers.string(value);
            case SessionStatement.UnsetProperty(var name, _) -> "UNSET " + Identifiers.string(name);
            case SessionStatement.AlterSystem(var name, var value, _) ->
                    "ALTER SYSTEM " + Identifiers.string(name) + "=" + Identifiers.string(value);
            case SessionStatement.Define(var name, var value, _) ->
                    "DEFINE " + format(name) + "=" + Identifiers.string(value);
            case SessionStatement.Undefine(var name, _) -> "UNDEFINE " + format(name);
            case SessionStatement.RunScript(var file, _) ->
                    "RUN SCRIPT " + Identifiers.string(file);
        };
    }

    static String columns(List<ColumnDefinition> columns) {
        return columns.isEmpty()
                ? ""
                : columns.stream()
                        .map(SqlFormatter::format)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    static String names(List<Identifier> names) {
        return names.isEmpty()
                ? ""
                : names.stream()
                        .map(SqlFormatter::format)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    /** The words that aren't empty, divided by blanks. */
    static String words(String... words) {
        StringBuilder out = new StringBuilder();
        for (String word : words) {
            if (!word.isEmpty()) {
                out.append(out.isEmpty() ? "" : " ").append(word);
            }
        }
        return out.toString();
    }

    private static String extended(boolean extended) {
        return extended ? " EXTENDED" : "";
    }

    private static String ifExists(boolean ifExists) {
        return ifExists ? "IF EXISTS " : "";
    }

    private static String ifNotExists(boolean ifNotExists) {
        return ifNotExists ? "IF NOT EXISTS " : "";
    }

    private static String queryOrAll(@Nullable Identifier query) {
        return query == null ? "ALL" : format(query);
    }
}
