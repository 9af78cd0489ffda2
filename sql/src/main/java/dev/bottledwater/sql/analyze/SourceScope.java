// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.analyze;

import dev.bottledwater.sql.ast.Expression;
import dev.bottledwater.sql.ast.Identifier;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.error.Suggestions;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.plan.PlanNode;
import dev.bottledwater.sql.plan.PseudoColumn;
import dev.bottledwater.sql.plan.ScanColumn;
import dev.bottledwater.sql.plan.ScannedSource;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.typing.Clause;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The columns of one source under the name by which a query calls it. */
final class SourceScope implements FromScope {
    private final Source source;
    private final String alias;
    private final PlanNode.Scan scan;

    SourceScope(Source source, String alias) {
        this.source = source;
        this.alias = alias;
        this.scan = new PlanNode.Scan(ScannedSource.of(source), alias, columns(source));
    }

    private static List<ScanColumn> columns(Source source) {
        var columns = new ArrayList<ScanColumn>();
        var key = source.schema().key();
        for (int i = 0; i < key.size(); i++) {
            columns.add(new ScanColumn.Key(i, key.get(i)));
        }
        var value = source.schema().value();
        for (int i = 0; i < value.size(); i++) {
            columns.add(new ScanColumn.Value(i, value.get(i)));
        }
        Stream.of(PseudoColumn.ROWTIME, PseudoColumn.ROWPARTITION, PseudoColumn.ROWOFFSET)
                .forEach(p -> columns.add(new ScanColumn.Pseudo(p)));
        if (source.isWindowed()) {
            columns.add(new ScanColumn.Pseudo(PseudoColumn.WINDOWSTART));
            columns.add(new ScanColumn.Pseudo(PseudoColumn.WINDOWEND));
        }
        return columns;
    }

    @Override
    public PlanNode.Scan node() {
        return scan;
    }

    @Override
    public List<SourceScope> sources() {
        return List.of(this);
    }

    Source source() {
        return source;
    }

    String alias() {
        return alias;
    }

    /** Whether a qualifier means this source. */
    boolean isCalled(Identifier qualifier) {
        return qualifier.text().equals(alias) || qualifier.text().equals(source.name());
    }

    @Override
    public void checkQualifier(@Nullable Identifier qualifier) {
        if (qualifier != null && !isCalled(qualifier)) {
            var hint = Suggestions.didYouMean(qualifier.text(), List.of(alias, source.name()));
            throw new SqlException(
                    ErrorCode.UNKNOWN_SOURCE,
                    "'%s' is not a valid stream/table name or alias.".formatted(qualifier.text()),
                    qualifier.span(),
                    hint.isEmpty() ? null : hint);
        }
    }

    @Override
    public Optional<TypedExpression> resolve(
            @Nullable Identifier qualifier, Identifier name, Clause clause) {
        checkQualifier(qualifier);
        int index = scan.schema().indexOf(name.text());
        return index < 0
                ? Optional.empty()
                : Optional.of(
                        new TypedExpression.ColumnRef(
                                index, name.text(), scan.schema().columns().get(index).type()));
    }

    @Override
    public Collection<String> names() {
        return scan.schema().columns().stream().map(Column::name).toList();
    }

    @Override
    public Optional<SourceScope> sourceOf(@Nullable Identifier qualifier, Identifier name) {
        return scan.schema().indexOf(name.text()) < 0 ? Optional.empty() : Optional.of(this);
    }

    @Override
    public List<Star> star(@Nullable Identifier qualifier, boolean windowBounds, SourceSpan span) {
        checkQualifier(qualifier);
        return starColumns(windowBounds).stream()
                .map(
                        n ->
                                new Star(
                                        new Expression.ColumnRef(
                                                null, new Identifier(n, true, span), span),
                                        n,
                                        source.schema().indexOf(n) < source.schema().keyCount()
                                                && !PseudoColumn.isName(n)))
                .toList();
    }

    /** The names that a star stands for: no pseudo columns but the bounds of windows. */
    List<String> starColumns(boolean windowBounds) {
        var names = new ArrayList<String>();
        source.schema().key().stream().map(Column::name).forEach(names::add);
        if (windowBounds && source.isWindowed()) {
            names.add(PseudoColumn.WINDOWSTART.name());
            names.add(PseudoColumn.WINDOWEND.name());
        }
        source.schema().value().stream().map(Column::name).forEach(names::add);
        return names;
    }

    @Override
    public String outputName(Expression.ColumnRef column) {
        return column.name().text();
    }

    @Override
    public KeyColumns key() {
        var names = source.schema().key().stream().map(Column::name).toList();
        return KeyColumns.leading(KeyColumns.Origin.SOURCE, names, names);
    }
}
