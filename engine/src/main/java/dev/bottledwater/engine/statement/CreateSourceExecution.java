// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.statement;

import dev.bottledwater.engine.catalog.CatalogChange;
import dev.bottledwater.engine.catalog.CatalogEntry;
import dev.bottledwater.sql.ast.SourceStatement;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.schema.SourceKind;
import dev.bottledwater.sql.statement.AnalyzedStatement;

import java.util.List;
import java.util.Locale;

/** CREATE STREAM and CREATE TABLE over a topic, and ALTER of them. */
record CreateSourceExecution(TopicChecks topics) {

    Prepared create(
            SourceStatement.CreateSource statement,
            AnalyzedStatement.CreateSource analyzed,
            Moment now) {
        var source = analyzed.source();
        topics.checkOpen(source.topic(), statement.properties(), statement.name().span());
        return new Prepared.Change(
                source.statement(),
                new CatalogEntry.Command(
                        commandId(source, "create"),
                        capital(source.kind()) + (analyzed.replaces() ? " replaced" : " created"),
                        null),
                List.of(new CatalogChange.PutSource(source)),
                topics.missing(analyzed.topic(), now),
                new Prepared.Schemas.Missing(source),
                null);
    }

    Prepared alter(AnalyzedStatement.AlterSource analyzed) {
        var source = analyzed.after();
        return Prepared.Change.of(
                analyzed.text(),
                new CatalogEntry.Command(
                        commandId(source, "alter"), capital(source.kind()) + " altered", null),
                List.of(new CatalogChange.PutSource(source)));
    }

    /** KSQL quotes the name in commands that make a source, and nowhere else. */
    static String commandId(Source source, String action) {
        return "%s/`%s`/%s"
                .formatted(source.kind().name().toLowerCase(Locale.ROOT), source.name(), action);
    }

    private static String capital(SourceKind kind) {
        return switch (kind) {
            case STREAM -> "Stream";
            case TABLE -> "Table";
        };
    }
}
