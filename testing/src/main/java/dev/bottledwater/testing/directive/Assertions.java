// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.directive;

import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.sql.ast.AssertStatement;
import dev.bottledwater.sql.ast.DataStatement;
import dev.bottledwater.sql.ast.Expression;
import dev.bottledwater.sql.ast.Identifier;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.error.Suggestions;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.RowSchema;
import dev.bottledwater.sql.schema.SourceKind;
import dev.bottledwater.sql.statement.AnalyzedStatement;
import dev.bottledwater.sql.statement.StatementAnalyzer;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.testing.execution.LiveSession;
import dev.bottledwater.testing.execution.LoggedRecord;
import dev.bottledwater.testing.execution.RowValues;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The assertions of a test. Each record of a topic is asserted once: ASSERT VALUES takes the next
 * one of its source's topic.
 */
final class Assertions {
    /** Columns that every record has. */
    private static final Set<String> PSEUDO = Set.of("ROWTIME", "WINDOWSTART", "WINDOWEND");

    private final LiveSession session;
    private final StatementAnalyzer analyzer;
    private final SourceAssertions sources;
    private final Map<String, Integer> positions = new HashMap<>();

    Assertions(LiveSession session, FunctionRegistry functions) {
        this.session = session;
        this.analyzer = new StatementAnalyzer(functions);
        this.sources = new SourceAssertions(session);
    }

    /**
     * @throws SqlException when the assertion itself makes no sense
     * @throws FailedAssertionException when it doesn't hold
     */
    void check(AssertStatement assertion) {
        switch (assertion) {
            case AssertStatement.AssertValues(var name, var columns, var values, var span) -> {
                var source = source(name);
                record(source, names(columns, source.schema().columns()), values, false, span);
            }
            case AssertStatement.AssertTombstone(var name, var columns, var values, var span) -> {
                var source = source(name);
                record(source, names(columns, source.schema().key()), values, true, span);
            }
            case AssertStatement.AssertSource s -> sources.source(s);
            case AssertStatement.AssertTopic t -> sources.topic(t);
            case AssertStatement.AssertSchema s -> sources.schema(s);
        }
    }

    private Source source(Identifier name) {
        return session.catalog()
                .source(name.text())
                .orElseThrow(
                        () -> {
                            var hint =
                                    Suggestions.didYouMean(
                                            name.text(), session.catalog().sources().keySet());
                            return new SqlException(
                                    ErrorCode.UNKNOWN_SOURCE,
                                    name.text() + " does not exist.",
                                    name.span(),
                                    hint.isEmpty() ? null : hint);
                        });
    }

    private static List<Identifier> names(List<Identifier> given, List<Column> otherwise) {
        return given.isEmpty()
                ? otherwise.stream()
                        .map(c -> new Identifier(c.name(), true, SourceSpan.NONE))
                        .toList()
                : given;
    }

    private void record(
            Source source,
            List<Identifier> names,
            List<Expression> values,
            boolean tombstone,
            SourceSpan span) {
        var columns = names.stream().map(n -> column(n, source)).toList();
        var expected = expected(source, columns, values, span);
        int position = positions.merge(source.topic(), 1, Integer::sum) - 1;
        var what = "record %d of %s".formatted(position, source.name());
        var records = session.records(source.topic());
        if (position >= records.size()) {
            throw new FailedAssertionException(
                    span.line(), what, text(columns, expected), "none: there are no more");
        }
        compare(records.get(position), source, columns, expected, tombstone, what, span.line());
    }

    private static Column column(Identifier name, Source source) {
        int index = source.schema().indexOf(name.text());
        if (index >= 0) {
            return source.schema().columns().get(index);
        }
        if (PSEUDO.contains(name.text())) {
            return new Column(name.text(), Primitive.BIGINT);
        }
        var hint =
                Suggestions.didYouMean(
                        name.text(), source.schema().columns().stream().map(Column::name).toList());
        throw new SqlException(
                ErrorCode.UNKNOWN_COLUMN,
                "Column name `%s` does not exist in %s.".formatted(name.text(), source.name()),
                name.span(),
                hint.isEmpty() ? null : hint);
    }

    /** The values with the types of their columns, as INSERT INTO would take them. */
    private @Nullable Object[] expected(
            Source source, List<Column> columns, List<Expression> values, SourceSpan span) {
        var target =
                new Source(
                        source.name(),
                        SourceKind.STREAM,
                        RowSchema.of(List.of(), columns),
                        source.topic(),
                        source.keyFormat(),
                        source.valueFormat(),
                        null,
                        null,
                        false,
                        source.statement(),
                        null);
        var analyzed =
                analyzer.analyze(
                        new DataStatement.InsertValues(
                                new Identifier(source.name(), true, span), List.of(), values, span),
                        session.catalog().withSource(target));
        if (!(analyzed instanceof AnalyzedStatement.InsertValues insert)) {
            throw new IllegalStateException("an INSERT became " + analyzed);
        }
        var constants = new @Nullable Object[columns.size()];
        for (int i = 0; i < constants.length; i++) {
            constants[i] =
                    RowValues.constant(insert.values().get(i), columns.get(i).name(), source, span);
        }
        return constants;
    }

    private void compare(
            LoggedRecord record,
            Source source,
            List<Column> columns,
            @Nullable Object[] expected,
            boolean tombstone,
            String what,
            int line) {
        Map<String, @Nullable Object> row;
        try {
            row = RowValues.of(record, source, session.formats());
        } catch (RowFormatException e) {
            throw new FailedAssertionException(
                    line, what, text(columns, expected), "unreadable: " + e.getMessage());
        }
        var actual = columns.stream().map(c -> row.get(c.name())).toArray();
        if (tombstone != (record.value() == null)) {
            throw new FailedAssertionException(
                    line,
                    what,
                    (tombstone ? "a tombstone, " : "") + text(columns, expected),
                    tombstone ? "a row" : "a tombstone, " + text(columns, actual));
        }
        for (int i = 0; i < expected.length; i++) {
            if (!same(expected[i], actual[i])) {
                throw new FailedAssertionException(
                        line,
                        "%s, `%s`".formatted(what, columns.get(i).name()),
                        text(columns, expected),
                        text(columns, actual));
            }
        }
    }

    private static boolean same(@Nullable Object expected, @Nullable Object actual) {
        return expected instanceof BigDecimal left && actual instanceof BigDecimal right
                ? left.compareTo(right) == 0
                : Objects.deepEquals(expected, actual);
    }

    private static String text(List<Column> columns, @Nullable Object[] values) {
        var text = new ArrayList<String>();
        for (int i = 0; i < values.length; i++) {
            var value = values[i];
            text.add(
                    columns.get(i).name()
                            + "="
                            + (value instanceof ByteBuffer bytes
                                    ? Base64.getEncoder().encodeToString(bytes.array())
                                    : value));
        }
        return String.join(", ", text);
    }
}
