// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.fuzz;

import dev.bottledwater.engine.registry.MemorySchemaRegistry;
import dev.bottledwater.engine.serde.Formats;
import dev.bottledwater.sql.analyze.Analyzer;
import dev.bottledwater.sql.ast.DataStatement;
import dev.bottledwater.sql.ast.Statement;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.ErrorRenderer;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.parse.SqlParser;
import dev.bottledwater.sql.statement.StatementAnalyzer;
import dev.bottledwater.testing.execution.CaseSession;
import dev.bottledwater.testing.execution.TopicStore;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Random and damaged statements through parser, analyser and planner. A finding is anything but a
 * refusal with a place: another exception, an error, no place, or no end within a time.
 */
final class StatementFuzz {
    private static final int SECONDS = 30;

    private final FunctionRegistry functions;
    private final StatementAnalyzer analyzer;
    private final Analyzer queries;
    private final Catalog catalog;
    private final Map<String, String> findings = new TreeMap<>();
    private int parsed;
    private int analysed;

    StatementFuzz(FunctionRegistry functions) {
        this.functions = functions;
        this.analyzer = new StatementAnalyzer(functions);
        this.queries = new Analyzer(functions);
        var session = session(Catalog.EMPTY);
        SqlParser.parseScript(StatementGenerator.SETUP)
                .forEach(s -> session.execute(s.statement()));
        this.catalog = session.catalog();
    }

    private CaseSession session(Catalog from) {
        var registry = new MemorySchemaRegistry();
        var topics = new TopicStore();
        List.of("s1", "s2", "t1", "t2").forEach(t -> topics.add(t, 4, 1));
        return new CaseSession(
                analyzer, topics, registry, Formats.builtIn(registry), Map.of(), from);
    }

    /**
     * What came of it.
     *
     * @param findings an example for each kind
     */
    record Outcome(int statements, int parsed, int analysed, Map<String, String> findings) {}

    Outcome run(long seed, int count) throws InterruptedException {
        try (var worker = Executors.newSingleThreadExecutor()) {
            for (int i = 0; i < count; i++) {
                // each statement has a seed of its own, so that one can be run again by itself
                var random = new SplittableRandom(seed + i);
                var text = new StatementGenerator(random, functions).next();
                if (i % 3 == 0) {
                    text = new StatementMutation(random).of(text);
                }
                var statement = text;
                var done = worker.submit(() -> check(statement));
                try {
                    done.get(SECONDS, TimeUnit.SECONDS);
                } catch (TimeoutException _) {
                    finding("no end within %d s".formatted(SECONDS), statement);
                    worker.shutdownNow();
                    break;
                } catch (ExecutionException e) {
                    finding(kind(e.getCause()), statement);
                }
            }
        }
        return new Outcome(count, parsed, analysed, Map.copyOf(findings));
    }

    private static String kind(Throwable thrown) {
        var trace = thrown.getStackTrace();
        return thrown.getClass().getSimpleName()
                + " at "
                + (trace.length == 0 ? "?" : trace[0].toString());
    }

    private void finding(String kind, String statement) {
        findings.putIfAbsent(kind, statement);
    }

    private void check(String text) {
        List<Statement> statements;
        try {
            statements = SqlParser.parseScript(text).stream().map(s -> s.statement()).toList();
        } catch (SqlException e) {
            refused(e, text);
            return;
        }
        parsed++;
        var session = session(catalog);
        try {
            for (var statement : statements) {
                if (statement instanceof DataStatement.Select select) {
                    queries.analyze(select.query(), session.catalog());
                } else {
                    session.execute(statement);
                }
            }
            analysed++;
        } catch (SqlException e) {
            refused(e, text);
        }
    }

    private void refused(SqlException e, String text) {
        ErrorRenderer.render(e, text);
        boolean elsewhere = e.code() == ErrorCode.NOT_SUPPORTED;
        if (e.span().isEmpty() && !elsewhere) {
            finding("no place: " + e.message().replaceAll("[0-9]+|'[^']*'|`[^`]*`", "…"), text);
        } else if (e.span().isPresent() && e.span().get().start() > text.length()) {
            finding("a place behind the end: " + e.message(), text);
        }
    }
}
