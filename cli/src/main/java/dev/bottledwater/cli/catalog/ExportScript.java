// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.catalog;

import dev.bottledwater.sql.ast.DataStatement;
import dev.bottledwater.sql.ast.SourceStatement;
import dev.bottledwater.sql.ast.Statement;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.format.SqlFormatter;
import dev.bottledwater.sql.parse.SqlParser;
import dev.bottledwater.wire.entity.FieldInfo;
import dev.bottledwater.wire.entity.QueryDescription;
import dev.bottledwater.wire.entity.SchemaInfo;
import dev.bottledwater.wire.entity.SourceDescription;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a catalog as statements, each after those that it needs. */
final class ExportScript {
    private static final Pattern NUMBER = Pattern.compile(".*_(\\d{1,18})");

    private final StringBuilder out = new StringBuilder();
    private final Set<String> made = new HashSet<>();

    private ExportScript() {}

    /** Returns the script that makes a catalog anew. */
    static String of(ServerCatalog catalog) {
        var script = new ExportScript();
        script.out.append(
                "-- Types: %d, streams and tables: %d, queries: %d.\n"
                        .formatted(
                                catalog.types().size(),
                                catalog.sources().size(),
                                catalog.queries().size()));
        catalog.types().forEach(script::type);
        var sinks =
                catalog.queries().stream()
                        .filter(q -> parse(q.statementText()) instanceof SourceStatement)
                        .flatMap(q -> q.sinks().stream())
                        .collect(Collectors.toSet());
        catalog.sources().stream().filter(s -> !sinks.contains(s.name())).forEach(script::source);
        script.queries(catalog.queries());
        return script.out.toString();
    }

    private void type(String name, SchemaInfo type) {
        out.append(
                "\nCREATE TYPE %s AS %s;\n".formatted(SqlFormatter.formatName(name), text(type)));
    }

    private void source(SourceDescription source) {
        made.add(source.name());
        if (parse(source.statement()) instanceof SourceStatement.CreateSource) {
            statement(source.statement());
        } else {
            withoutQuery(source);
        }
    }

    /** The query that made it has been terminated, so it is declared over its topic. */
    private void withoutQuery(SourceDescription source) {
        out.append("\n-- The query that made it was terminated.\n");
        if (source.windowType() != null && !source.windowType().equals("SESSION")) {
            out.append(
                    "-- Its key has a %s window: add WINDOW_SIZE, which the server doesn't tell.\n"
                            .formatted(source.windowType()));
        }
        var key = source.type().equals("TABLE") ? " PRIMARY KEY" : " KEY";
        var columns =
                source.fields().stream().map(f -> column(f, key)).collect(Collectors.joining(", "));
        var properties =
                new ArrayList<>(
                        List.of(
                                "KAFKA_TOPIC=" + quoted(source.topic()),
                                "KEY_FORMAT=" + quoted(source.keyFormat()),
                                "VALUE_FORMAT=" + quoted(source.valueFormat())));
        if (source.windowType() != null) {
            properties.add("WINDOW_TYPE=" + quoted(source.windowType()));
        }
        if (!source.timestamp().isEmpty()) {
            properties.add("TIMESTAMP=" + quoted(SqlFormatter.formatName(source.timestamp())));
        }
        out.append(
                "CREATE %s %s (%s) WITH (%s);\n"
                        .formatted(
                                source.type(),
                                SqlFormatter.formatName(source.name()),
                                columns,
                                String.join(", ", properties)));
    }

    private static String column(FieldInfo field, String key) {
        return SqlFormatter.formatName(field.name())
                + " "
                + text(field.schema())
                + ("KEY".equals(field.type()) ? key : "");
    }

    private static String text(SchemaInfo type) {
        return switch (type.type()) {
            case "ARRAY" -> "ARRAY<" + member(type) + ">";
            case "MAP" -> "MAP<STRING, " + member(type) + ">";
            case "STRUCT" -> {
                List<FieldInfo> fields = type.fields() == null ? List.of() : type.fields();
                yield fields.stream()
                        .map(f -> SqlFormatter.formatName(f.name()) + " " + text(f.schema()))
                        .collect(Collectors.joining(", ", "STRUCT<", ">"));
            }
            default -> type.text();
        };
    }

    private static String member(SchemaInfo type) {
        return type.memberSchema() == null ? "STRING" : text(type.memberSchema());
    }

    private void queries(List<QueryDescription> queries) {
        var left = new ArrayList<>(queries);
        left.sort(
                Comparator.comparingLong(ExportScript::number).thenComparing(QueryDescription::id));
        while (!left.isEmpty()) {
            // The first whose sources are there; if none is, the server doesn't tell some source.
            var next = left.stream().filter(this::ready).findFirst().orElse(left.getFirst());
            left.remove(next);
            query(next);
            made.addAll(next.sinks());
        }
    }

    private boolean ready(QueryDescription query) {
        return made.containsAll(query.sources())
                && (!(parse(query.statementText()) instanceof DataStatement)
                        || made.containsAll(query.sinks()));
    }

    /** Numbers grow in the order of creation. */
    private static long number(QueryDescription query) {
        var matcher = NUMBER.matcher(query.id());
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : Long.MAX_VALUE;
    }

    private void query(QueryDescription query) {
        out.append("\n-- Query ").append(query.id());
        if ("PAUSED".equals(query.state())) {
            out.append(", paused: PAUSE it again once it is made");
        }
        out.append('\n');
        query.overriddenProperties()
                .forEach(
                        (name, value) ->
                                out.append(
                                        "SET %s = %s;\n".formatted(quoted(name), quoted(value))));
        end(query.statementText());
        query.overriddenProperties()
                .forEach((name, _) -> out.append("UNSET %s;\n".formatted(quoted(name))));
    }

    private void statement(String text) {
        out.append('\n');
        end(text);
    }

    private void end(String text) {
        out.append(text.strip()).append(text.strip().endsWith(";") ? "\n" : ";\n");
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static @Nullable Statement parse(String text) {
        try {
            return SqlParser.parseSingle(text);
        } catch (SqlException _) {
            return null;
        }
    }
}
