// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.catalog;

import dev.bottledwater.sql.ast.DataStatement;
import dev.bottledwater.sql.ast.QueryControl;
import dev.bottledwater.sql.ast.SourceStatement;
import dev.bottledwater.sql.ast.Statement;
import dev.bottledwater.sql.ast.TypeStatement;
import dev.bottledwater.wire.KsqlRequest;
import dev.bottledwater.wire.client.KsqlClient;
import dev.bottledwater.wire.client.RequestFailedException;
import dev.bottledwater.wire.entity.KsqlEntity;

import org.jspecify.annotations.Nullable;

import java.io.PrintStream;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Runs statements on a server that doesn't have yet what they make, and counts. */
final class CatalogImport {
    private final KsqlClient client;
    private final Existing existing;
    private final boolean dryRun;
    private final PrintStream out;
    private final PrintStream err;
    private @Nullable Long lastCommand;
    private final Set<String> seen = new HashSet<>();
    private int made;
    private int there;
    private int failed;

    /**
     * @param dryRun only says what would be done
     * @param err takes what fails
     */
    CatalogImport(
            KsqlClient client,
            ServerCatalog catalog,
            boolean dryRun,
            PrintStream out,
            PrintStream err) {
        this.client = client;
        this.existing = new Existing(catalog);
        this.dryRun = dryRun;
        this.out = out;
        this.err = err;
    }

    /** Tells of something that couldn't be read. */
    void fail(String message) {
        failed++;
        out.flush();
        err.println(message);
    }

    int failed() {
        return failed;
    }

    String summary() {
        return "%s: %d, there already: %d, failed: %d"
                .formatted(dryRun ? "To run" : "Run", made, there, failed);
    }

    /** Runs one statement, unless what it makes is there. */
    void run(CatalogStep step) {
        var reason = thereAlready(step);
        switch (step.statement()) {
            case SourceStatement.CreateSource c -> seen.add(c.name().text());
            case SourceStatement.CreateAsSelect c -> seen.add(c.name().text());
            default -> {}
        }
        if (reason != null) {
            there++;
            out.println("%s: there already: %s".formatted(step.where(), reason));
            return;
        }
        var conflict = conflict(step.statement());
        if (conflict != null) {
            fail(step.where() + ": " + conflict);
            return;
        }
        if (!belongs(step.statement())) {
            fail(
                    "%s: it makes nothing that a catalog keeps: run it with 'bottled-water ksql --file'."
                            .formatted(step.where()));
            return;
        }
        if (dryRun) {
            made++;
            out.println("%s: would run: %s".formatted(step.where(), oneLine(step.text())));
            return;
        }
        try {
            var message = request(step.text(), step.properties(), step.after());
            made++;
            out.println("%s: %s".formatted(step.where(), message));
        } catch (RequestFailedException e) {
            var hint = e.error().hint();
            fail(
                    "%s: %s%s [%s]"
                            .formatted(
                                    step.where(),
                                    e.error().message(),
                                    hint == null ? "" : " " + hint,
                                    oneLine(step.text())));
        }
    }

    private String request(String sql, Map<String, Object> properties, CatalogStep.After after) {
        var message = "done";
        for (var entity :
                client.makeKsqlRequest(
                        new KsqlRequest(terminated(sql), properties, Map.of(), lastCommand))) {
            if (entity instanceof KsqlEntity.CurrentStatus status) {
                if (status.commandSequenceNumber() >= 0) {
                    lastCommand = status.commandSequenceNumber();
                }
                message = status.commandStatus().message();
                var id = status.commandStatus().queryId();
                if (id != null && after != CatalogStep.After.RUN) {
                    message +=
                            " "
                                    + request(
                                            "%s %s;".formatted(after, id),
                                            Map.of(),
                                            CatalogStep.After.RUN);
                }
            }
        }
        return message;
    }

    private static String terminated(String sql) {
        return sql.strip().endsWith(";") ? sql : sql + ";";
    }

    private @Nullable String thereAlready(CatalogStep step) {
        return switch (step.statement()) {
            case TypeStatement.CreateType c when existing.hasType(c.name().text()) ->
                    "type " + c.name().text();
            case TypeStatement.DropType d when !existing.hasType(d.name().text()) ->
                    "no type " + d.name().text();
            case SourceStatement.CreateSource c when isThere(c.name().text(), c.ifNotExists(), c) ->
                    c.kind() + " " + c.name().text();
            case SourceStatement.CreateAsSelect c
                    when isThere(c.name().text(), c.ifNotExists(), c) ->
                    c.kind() + " " + c.name().text();
            case SourceStatement.DropSource d
                    when !existing.hasSource(d.name().text()) && !seen.contains(d.name().text()) ->
                    "no " + d.kind() + " " + d.name().text();
            case DataStatement.InsertSelect i when existing.hasQuery(i) ->
                    "the query into " + i.target().text();
            default -> null;
        };
    }

    private boolean isThere(String name, boolean ifNotExists, Statement statement) {
        return existing.hasSource(name) && (ifNotExists || existing.isMadeBy(name, statement));
    }

    private @Nullable String conflict(Statement statement) {
        return switch (statement) {
            case SourceStatement.CreateSource c
                    when !c.orReplace() && existing.hasSource(c.name().text()) ->
                    other(c.name().text());
            case SourceStatement.CreateAsSelect c
                    when !c.orReplace() && existing.hasSource(c.name().text()) ->
                    other(c.name().text());
            default -> null;
        };
    }

    private static String other(String name) {
        return "%s is there, but another statement made it. Drop it first, or write CREATE OR REPLACE."
                .formatted(name);
    }

    private static boolean belongs(Statement statement) {
        return statement instanceof TypeStatement
                || statement instanceof SourceStatement
                || statement instanceof DataStatement.InsertSelect
                || statement instanceof QueryControl;
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
