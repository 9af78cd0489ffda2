// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.inspect;

import dev.bottledwater.engine.result.StatementResult.FunctionType;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.function.FunctionTexts;
import dev.bottledwater.sql.function.ScalarSignature.Documentation;
import dev.bottledwater.sql.function.ScalarSignature.Example;
import dev.bottledwater.sql.function.ScalarSignature.Parameter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Writes the reference of all functions of a registry as Markdown, by category and name. */
final class FunctionReference {
    private static final String HEAD =
            """
            # SQL functions

            <!-- Written by FunctionReferenceTest from the functions themselves: change those, not this page. -->

            All built-in functions; `SHOW FUNCTIONS` and `DESCRIBE FUNCTION name` tell of them at the prompt.

            - Names of functions may be written in any case.
            - `T`, `K`, `V` and the like stand for any type, the same one wherever it occurs in a line.
            - `...` behind a type: any number of such arguments.
            - INT values also fit BIGINT, DECIMAL and DOUBLE parameters, BIGINT ones DECIMAL and DOUBLE, DECIMAL ones DOUBLE.
              Text in quotes also fits DATE, TIME and TIMESTAMP parameters, when it is one in ISO 8601. Everything else needs a
              `CAST`.
            - Unless its description says otherwise, a function of which an argument is null gives null.
            - A table function makes any number of rows of one: its call stands in the SELECT list of a query over a stream, and
              the other columns are repeated. Of several calls the shorter ones are filled up with nulls.
            - In the examples of aggregate functions x and y are columns; their values, row by row, stand before the arrow.
            - A function that can't work with an argument's value gives null, and the processing log tells why.

            `CAST`, `CASE`, `ARRAY[…]`, `MAP(…)` and `STRUCT(…)` are syntax and not functions.
            """;

    private FunctionReference() {}

    /** One overload, whatever its kind. */
    private record Overload(
            String name,
            String signature,
            List<Parameter> parameters,
            FunctionType type,
            Documentation documentation) {}

    /** The page. */
    static String of(FunctionRegistry registry) {
        var categories = categories(registry);
        var page = new StringBuilder(HEAD);
        page.append("\n## Contents\n\n");
        categories.forEach(
                (category, functions) ->
                        page.append("**[%s](#%s)**: ".formatted(category, anchor(category)))
                                .append(
                                        functions.keySet().stream()
                                                .map(
                                                        name ->
                                                                "[%s](#%s)"
                                                                        .formatted(
                                                                                name, anchor(name)))
                                                .collect(Collectors.joining(", ")))
                                .append("\n\n"));
        categories.forEach(
                (category, functions) -> {
                    page.append("## %s\n\n".formatted(category));
                    functions.forEach((name, overloads) -> page.append(section(name, overloads)));
                });
        return page.toString().stripTrailing() + "\n";
    }

    private static Map<String, SortedMap<String, List<Overload>>> categories(
            FunctionRegistry registry) {
        var categories = new LinkedHashMap<String, SortedMap<String, List<Overload>>>();
        Stream.of(scalars(registry), tables(registry), aggregates(registry))
                .flatMap(overloads -> overloads)
                .sorted(
                        Comparator.comparing(Overload::type)
                                .thenComparing(o -> o.documentation().category()))
                .forEach(
                        o ->
                                categories
                                        .computeIfAbsent(title(o), _ -> new TreeMap<>())
                                        .computeIfAbsent(o.name(), _ -> new ArrayList<>())
                                        .add(o));
        return categories;
    }

    private static Stream<Overload> scalars(FunctionRegistry registry) {
        return registry.scalars().values().stream()
                .flatMap(List::stream)
                .map(
                        f ->
                                new Overload(
                                        f.name(),
                                        signature(
                                                f.name(),
                                                parameters(f.parameters(), f.variadic()),
                                                SignatureResults.text(f.parameters(), f.result())),
                                        f.parameters(),
                                        FunctionType.SCALAR,
                                        f.documentation()));
    }

    private static Stream<Overload> tables(FunctionRegistry registry) {
        return registry.tables().values().stream()
                .flatMap(List::stream)
                .map(
                        f ->
                                new Overload(
                                        f.name(),
                                        signature(
                                                f.name(),
                                                parameters(f.parameters(), f.variadic()),
                                                "rows of "
                                                        + SignatureResults.rowText(
                                                                f.parameters(), f.result())),
                                        f.parameters(),
                                        FunctionType.TABLE,
                                        f.documentation()));
    }

    private static Stream<Overload> aggregates(FunctionRegistry registry) {
        return registry.aggregates().values().stream()
                .flatMap(List::stream)
                .map(
                        f ->
                                new Overload(
                                        f.name(),
                                        signature(
                                                f.name(),
                                                Stream.concat(
                                                        parameters(f.parameters(), f.variadic()),
                                                        parameters(
                                                                f.constants(),
                                                                f.variadicConstants())),
                                                SignatureResults.text(f.parameters(), f.result())),
                                        Stream.of(f.parameters(), f.constants())
                                                .flatMap(List::stream)
                                                .toList(),
                                        FunctionType.AGGREGATE,
                                        f.documentation()));
    }

    private static String signature(String name, Stream<String> parameters, String result) {
        return parameters.collect(Collectors.joining(", ", name + "(", ") → " + result));
    }

    private static Stream<String> parameters(List<Parameter> parameters, boolean variadic) {
        return IntStream.range(0, parameters.size())
                .mapToObj(
                        i -> {
                            var p = parameters.get(i);
                            return "%s %s%s"
                                    .formatted(
                                            p.name(),
                                            FunctionTexts.described(p.type()),
                                            variadic && i == parameters.size() - 1 ? "..." : "");
                        });
    }

    /** The overloads, those of one description together. */
    private static String section(String name, List<Overload> overloads) {
        var byDescription =
                overloads.stream()
                        .collect(
                                Collectors.groupingBy(
                                        o -> o.documentation().description(),
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        var section = new StringBuilder("### %s\n\n".formatted(name));
        byDescription.forEach(
                (description, group) -> {
                    section.append(block("", group.stream().map(Overload::signature)));
                    section.append(description).append("\n\n");
                    section.append(described(group));
                    section.append(examples(group));
                });
        return section.toString();
    }

    private static String described(List<Overload> overloads) {
        var descriptions = new LinkedHashMap<String, String>();
        overloads.stream()
                .flatMap(o -> o.parameters().stream())
                .filter(p -> !p.description().isEmpty())
                .forEach(p -> descriptions.putIfAbsent(p.name(), p.description()));
        return descriptions.isEmpty()
                ? ""
                : descriptions.entrySet().stream()
                        .map(d -> "- `%s`: %s\n".formatted(d.getKey(), d.getValue()))
                        .collect(Collectors.joining("", "", "\n"));
    }

    private static String examples(List<Overload> overloads) {
        var examples =
                overloads.stream()
                        .flatMap(o -> o.documentation().examples().stream())
                        .distinct()
                        .toList();
        boolean table = overloads.getFirst().type() == FunctionType.TABLE;
        int width = examples.stream().map(Example::sql).mapToInt(String::length).max().orElse(0);
        return examples.isEmpty()
                ? ""
                : block(
                        "sql",
                        examples.stream()
                                .map(
                                        e ->
                                                ("%-" + width + "s -- %s%s")
                                                        .formatted(
                                                                e.sql(),
                                                                table ? "rows " : "",
                                                                result(e))));
    }

    private static String result(Example example) {
        if (example.rows().isEmpty()) {
            return example.result();
        }
        return example.rows().stream()
                        .map(row -> row.contains(", ") ? "(" + row + ")" : row)
                        .collect(Collectors.joining(", ", "", " → "))
                + example.result();
    }

    private static String block(String language, Stream<String> lines) {
        return lines.collect(Collectors.joining("\n", "```" + language + "\n", "\n```\n\n"));
    }

    private static String title(Overload overload) {
        var category = overload.documentation().category();
        return switch (category) {
            case "JSON", "URL" -> category;
            default -> category.charAt(0) + category.substring(1).toLowerCase(Locale.ROOT);
        };
    }

    /** The anchor that GitHub makes of a heading. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_ -]", "").replace(' ', '-');
    }
}
