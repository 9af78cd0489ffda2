// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.statement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.bottledwater.sql.analyze.ObservedFunctions;
import dev.bottledwater.sql.analyze.SharedFiles;
import dev.bottledwater.sql.ast.DataStatement;
import dev.bottledwater.sql.ast.SourceStatement;
import dev.bottledwater.sql.ast.Statement;
import dev.bottledwater.sql.ast.TypeStatement;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.catalog.QueryInfo;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.parse.SqlParser;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The statements of the reference cases: those that a real server accepts are accepted with the
 * result's columns that the case names, the others refused with the case's text. Cases that need
 * what isn't built yet are counted and left out.
 */
class ReferenceCasesTest {
    private static final String STATEMENT = "the message's end repeats the statement";

    /** Cases that come out differently, each with the reason. */
    private static final Map<String, String> KNOWN =
            Map.ofEntries(
                    Map.entry("as_value.json: partition by", "AS_VALUE as the new key itself"),
                    Map.entry("group-by.json: multiple expressions - KAFKA key format", STATEMENT),
                    Map.entry(
                            "group-by.json: multiple expressions - KAFKA to non-supported decimal"
                                    + " key format",
                            STATEMENT),
                    Map.entry(
                            "group-by.json: JSON format to KAFKA key format with unsupported"
                                    + " multiple column",
                            STATEMENT),
                    Map.entry(
                            "in.json: array - invalid: constructor with incompatible string"
                                    + " element",
                            "names the types, not the literal"),
                    Map.entry(
                            "in.json: struct - invalid: constructor with incompatible string"
                                    + " element",
                            "names the types, not the literal"),
                    Map.entry("key-schemas.json: fail on INTEGER with parameter", STATEMENT),
                    Map.entry("key-schemas.json: fail on VARCHAR with parameter", STATEMENT),
                    Map.entry("key-schemas.json: fail on BOOLEAN with parameter", STATEMENT),
                    Map.entry("key-schemas.json: fail on BIGINT with parameter", STATEMENT),
                    Map.entry(
                            "key-schemas.json: fail on VARCHAR(STRING) with parameter", STATEMENT),
                    Map.entry(
                            "math.json: round with large DECIMAL values",
                            "signature texts don't say how the scale changes"),
                    Map.entry(
                            "select.json: multi-key columns reordered -- new planner",
                            "a planner that is off by default"),
                    Map.entry(
                            "select.json: key missing from projection -- new planner",
                            "a planner that is off by default"),
                    Map.entry(
                            "timestamp-extractor.json: source throw on invalid timestamp"
                                    + " extractor with format",
                            "fails at run time"),
                    Map.entry(
                            "timestampformat.json: timestamp with column that does not exist"
                                    + " should throw exception",
                            "the missing key is found first"));

    private final TreeMap<String, Integer> notBuilt = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private int passed;

    @Test
    void statementsAreAcceptedAndRefusedAsByTheReference() throws IOException {
        var files = SharedFiles.files("qtt/query-validation-tests", ".json");
        var analyzer = new StatementAnalyzer(ObservedFunctions.load());
        for (var file : files) {
            for (var test : new ObjectMapper().readTree(file.toFile()).path("tests")) {
                run(file.getFileName() + ": " + test.path("name").asText(), test, analyzer);
            }
        }
        if (files.isEmpty()) {
            return;
        }
        System.out.println("passed " + passed + ", not built " + notBuilt);
        assertThat(failures.stream().filter(f -> !KNOWN.containsKey(f.lines().findFirst().get())))
                .isEmpty();
        assertThat(passed).isGreaterThan(600);
    }

    private void run(String name, JsonNode test, StatementAnalyzer analyzer) {
        var expected = test.path("expectedException").path("message").asText(null);
        boolean refused = test.has("expectedException");
        var catalog = Catalog.EMPTY;
        if (test.has("format") && !test.path("format").toString().contains("\"JSON\"")) {
            notBuilt.merge("formats", 1, Integer::sum);
            return;
        }
        try {
            for (var text : test.path("statements")) {
                for (var parsed :
                        SqlParser.parseScript(text.asText().replace("{FORMAT}", "JSON"))) {
                    catalog = apply(parsed.statement(), catalog, analyzer, options(test));
                }
            }
        } catch (SqlException e) {
            if (e.code() == ErrorCode.NOT_SUPPORTED || isForeignFunction(e, expected)) {
                notBuilt.merge(e.message(), 1, Integer::sum);
            } else if (!refused || expected != null && !e.message().contains(expected)) {
                failures.add("%s%n  got  %s%n  want %s".formatted(name, e.message(), expected));
            } else {
                passed++;
            }
            return;
        } catch (RuntimeException e) {
            failures.add("%s%n  crash %s".formatted(name, e));
            return;
        }
        if (refused) {
            failures.add("%s%n  accepted, want %s".formatted(name, expected));
            return;
        }
        for (var source : test.path("post").path("sources")) {
            check(name, source, catalog);
        }
        passed++;
    }

    /** Functions that only the reference's own tests have. */
    private static boolean isForeignFunction(SqlException e, String expected) {
        return e.code() == ErrorCode.UNKNOWN_FUNCTION
                && (expected == null || !expected.startsWith("Can't find"));
    }

    private void check(String name, JsonNode expected, Catalog catalog) {
        var source = catalog.source(expected.path("name").asText());
        if (source.isEmpty() || !expected.has("schema")) {
            return;
        }
        var sql =
                "CREATE STREAM X (%s) WITH (KAFKA_TOPIC='t', VALUE_FORMAT='JSON', KEY_FORMAT='JSON');"
                        .formatted(
                                expected.path("schema")
                                        .asText()
                                        .replace("PRIMARY KEY", "KEY")
                                        .replaceAll("\\b(ROWOFFSET|ROWPARTITION)\\b", "$1_"));
        var wanted =
                (AnalyzedStatement.CreateSource)
                        new StatementAnalyzer(
                                        new dev.bottledwater.sql.function.FunctionRegistry(
                                                List.of(), List.of()))
                                .analyze(
                                        (SourceStatement) SqlParser.parseSingle(sql),
                                        Catalog.EMPTY,
                                        StatementOptions.DEFAULTS,
                                        _ -> Optional.of(new TopicFacts.Topic(4, 1, null)));
        var got =
                source.get().schema().toString().replaceAll("`(ROWOFFSET|ROWPARTITION)`", "`$1_`");
        if (!got.equals(wanted.source().schema().toString())) {
            failures.add(
                    "%s%n  got  %s%n  want %s"
                            .formatted(name, source.get().schema(), wanted.source().schema()));
        }
    }

    private static StatementOptions options(JsonNode test) {
        var options = new TreeMap<String, String>();
        test.path("properties")
                .properties()
                .forEach(p -> options.put(p.getKey(), p.getValue().asText()));
        return new StatementOptions(options);
    }

    private static Catalog apply(
            Statement statement,
            Catalog catalog,
            StatementAnalyzer analyzer,
            StatementOptions options) {
        TopicFacts topics =
                name ->
                        switch (statement) {
                            case SourceStatement.CreateSource c ->
                                    c.properties().find("PARTITIONS").isPresent()
                                            ? Optional.empty()
                                            : Optional.of(new TopicFacts.Topic(4, 1, null));
                            default ->
                                    catalog.sources().values().stream()
                                            .filter(s -> s.topic().equals(name))
                                            .map(_ -> new TopicFacts.Topic(4, 1, null))
                                            .findFirst();
                        };
        var analyzed =
                switch (statement) {
                    case SourceStatement s -> analyzer.analyze(s, catalog, options, topics);
                    case DataStatement.InsertSelect s ->
                            analyzer.analyze(s, catalog, options, topics);
                    case DataStatement.InsertValues s -> analyzer.analyze(s, catalog);
                    case TypeStatement s -> analyzer.analyze(s, catalog);
                    default -> null;
                };
        return switch (analyzed) {
            case null -> catalog;
            case AnalyzedStatement.CreateSource c -> catalog.withSource(c.source());
            case AnalyzedStatement.CreateAsSelect c -> {
                var id = c.queryIdPrefix() + "_0";
                yield catalog.withSource(c.sink().writtenBy(id))
                        .withQuery(new QueryInfo(id, "", c.plan().sources(), c.sink().name()));
            }
            case AnalyzedStatement.DropSource d ->
                    (d.terminates() == null ? catalog : catalog.withoutQuery(d.terminates()))
                            .withoutSource(d.source().name());
            case AnalyzedStatement.AlterSource a -> catalog.withSource(a.after());
            case AnalyzedStatement.CreateType t -> catalog.withType(t.name(), t.type());
            case AnalyzedStatement.DropType t -> catalog.withoutType(t.name());
            case AnalyzedStatement.InsertSelect _,
                    AnalyzedStatement.InsertValues _,
                    AnalyzedStatement.ControlQueries _,
                    AnalyzedStatement.NothingToDo _ ->
                    catalog;
        };
    }
}
