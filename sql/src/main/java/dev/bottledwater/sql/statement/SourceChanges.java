// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.statement;

import dev.bottledwater.sql.ast.SourceStatement;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.catalog.QueryInfo;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.format.SqlFormatter;
import dev.bottledwater.sql.plan.PseudoColumn;
import dev.bottledwater.sql.property.Formats;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.RowSchema;
import dev.bottledwater.sql.typing.TypeNodes;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** DROP and ALTER (language reference, section 7.3). */
final class SourceChanges {
    private SourceChanges() {}

    static AnalyzedStatement drop(SourceStatement.DropSource statement, Catalog catalog) {
        var kind = Names.kind(statement.kind());
        var name = statement.name();
        var found = catalog.source(name.text());
        if (found.isEmpty()) {
            if (statement.ifExists()) {
                return new AnalyzedStatement.NothingToDo(
                        "Source `%s` does not exist.".formatted(name.text()), false);
            }
            throw new SqlException(
                    ErrorCode.UNKNOWN_SOURCE,
                    "%s %s does not exist.".formatted(Names.capital(kind), name.text()),
                    name.span(),
                    Names.hint(name, catalog));
        }
        var source = found.get();
        if (source.kind() != kind) {
            throw new SqlException(
                    ErrorCode.TYPE_MISMATCH,
                    "Incompatible data source type is %s, but statement was DROP %s"
                            .formatted(source.kind(), kind),
                    statement.span(),
                    "Write DROP %s %s.".formatted(source.kind(), name.text()));
        }
        if (statement.deleteTopic() && source.readOnly()) {
            throw new SqlException(
                    ErrorCode.SOURCE_RESTRICTED,
                    "Cannot delete topic for read-only source: " + source.name(),
                    statement.span(),
                    "Leave out DELETE TOPIC.");
        }
        checkUnused(source, statement, catalog);
        return new AnalyzedStatement.DropSource(
                source,
                statement.deleteTopic(),
                source.createdBy(),
                SqlFormatter.format(
                        new SourceStatement.DropSource(
                                statement.kind(),
                                statement.ifExists(),
                                name,
                                false,
                                statement.span())));
    }

    /** The query that made the source ends with it; all others must be gone before. */
    private static void checkUnused(
            Source source, SourceStatement.DropSource statement, Catalog catalog) {
        var others =
                catalog.queries().values().stream()
                        .filter(q -> !q.id().equals(source.createdBy()))
                        .toList();
        var readers =
                others.stream()
                        .filter(q -> q.sources().contains(source.name()))
                        .flatMap(q -> sinkMadeBy(q, catalog))
                        .sorted()
                        .distinct()
                        .toList();
        if (!readers.isEmpty()) {
            throw new SqlException(
                    ErrorCode.SOURCE_RESTRICTED,
                    "Cannot drop %s.\nThe following streams and/or tables read from this source: [%s].\nYou need to drop them before dropping %s."
                            .formatted(source.name(), String.join(", ", readers), source.name()),
                    statement.span(),
                    null);
        }
        var queries =
                others.stream()
                        .filter(
                                q ->
                                        q.sources().contains(source.name())
                                                || q.sink().equals(source.name()))
                        .map(QueryInfo::id)
                        .sorted()
                        .toList();
        if (!queries.isEmpty()) {
            throw new SqlException(
                    ErrorCode.SOURCE_RESTRICTED,
                    "Cannot drop %s.\nThe following queries read from or write to this source: [%s].\nYou need to terminate them before dropping %s."
                            .formatted(source.name(), String.join(", ", queries), source.name()),
                    statement.span(),
                    "TERMINATE %s;".formatted(queries.getFirst()));
        }
    }

    private static Stream<String> sinkMadeBy(QueryInfo query, Catalog catalog) {
        return catalog
                .source(query.sink())
                .filter(s -> query.id().equals(s.createdBy()))
                .map(Source::name)
                .stream();
    }

    static AnalyzedStatement alter(SourceStatement.AlterSource statement, Catalog catalog) {
        var kind = Names.kind(statement.kind());
        var name = statement.name();
        var source =
                catalog.source(name.text())
                        .orElseThrow(
                                () ->
                                        new SqlException(
                                                ErrorCode.UNKNOWN_SOURCE,
                                                "Source %s does not exist.".formatted(name.text()),
                                                name.span(),
                                                Names.hint(name, catalog)));
        var prefix = "Cannot alter %s '%s': ".formatted(Names.lower(kind), source.name());
        if (source.kind() != kind) {
            throw refused(
                    statement,
                    prefix + "it is a %s.".formatted(Names.lower(source.kind())),
                    "ALTER %s it.".formatted(source.kind()));
        }
        if (source.readOnly()) {
            throw refused(
                    statement,
                    prefix
                            + "ALTER operations are not supported on source %ss."
                                    .formatted(Names.lower(kind)),
                    "DROP it and create it with the column: nothing but the catalog knows it.");
        }
        if (source.createdBy() != null) {
            throw refused(
                    statement,
                    prefix + "ALTER command is not supported for CREATE ... AS statements.",
                    "Its columns are those of its query: CREATE OR REPLACE it with the column behind the others.");
        }
        var columns = new ArrayList<>(source.schema().value());
        for (var added : statement.columns()) {
            var column = new Column(added.name().text(), TypeNodes.resolve(added.type(), catalog));
            boolean taken =
                    source.hasColumn(column.name())
                            || columns.stream().anyMatch(c -> c.name().equals(column.name()));
            if (taken || PseudoColumn.isName(column.name())) {
                throw new SqlException(
                        taken ? ErrorCode.DUPLICATE_NAME : ErrorCode.INVALID_COLUMN,
                        taken
                                ? "Cannot add column `%s` to schema. A column with the same name already exists."
                                        .formatted(column.name())
                                : "'%s' is a reserved column name. You cannot use it as a name for a column."
                                        .formatted(column.name()),
                        added.name().span(),
                        null);
            }
            columns.add(column);
        }
        var schema = RowSchema.of(source.schema().key(), List.copyOf(columns));
        Formats.check(source.valueFormat(), schema.value(), Formats.Side.VALUE, statement.span());
        return new AnalyzedStatement.AlterSource(
                source, source.withSchema(schema), SqlFormatter.format(statement));
    }

    private static SqlException refused(
            SourceStatement.AlterSource statement, String message, String hint) {
        return new SqlException(
                ErrorCode.SOURCE_RESTRICTED, message, statement.name().span(), hint);
    }
}
