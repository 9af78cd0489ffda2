// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.statement;

import dev.bottledwater.engine.catalog.CatalogChange;
import dev.bottledwater.engine.catalog.CatalogEntry;
import dev.bottledwater.engine.topic.InternalTopics;
import dev.bottledwater.sql.ast.SourceStatement.DropSource;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.statement.AnalyzedStatement;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** DROP STREAM and DROP TABLE: ends the query that made the source, too. */
record DropSourceExecution(InternalTopics internal) {

    Prepared drop(DropSource statement, AnalyzedStatement.DropSource analyzed) {
        var source = analyzed.source();
        if (analyzed.deleteTopic() && internal.isClosed(source.topic())) {
            throw new SqlException(
                    ErrorCode.SOURCE_RESTRICTED,
                    "Topic '%s' is internal: it can't be deleted with SQL."
                            .formatted(source.topic()),
                    statement.span(),
                    "Drop the source without DELETE TOPIC.");
        }
        var changes = new ArrayList<CatalogChange>();
        var query = analyzed.terminates();
        if (query != null) {
            changes.add(new CatalogChange.DropQuery(query));
        }
        changes.add(new CatalogChange.DropSource(source.name()));
        return new Prepared.Change(
                analyzed.text(),
                command(
                        statement,
                        "Source `%s` (topic: %s) was dropped."
                                .formatted(source.name(), source.topic())),
                changes,
                List.of(),
                Prepared.Schemas.NONE,
                analyzed.deleteTopic() ? source : null);
    }

    static CatalogEntry.Command command(DropSource statement, String message) {
        return new CatalogEntry.Command(
                "%s/%s/drop"
                        .formatted(
                                statement.kind().name().toLowerCase(Locale.ROOT),
                                statement.name().text()),
                message,
                null);
    }
}
