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
import dev.bottledwater.sql.schema.HeaderColumn;
import dev.bottledwater.sql.typing.Clause;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The columns of one source under the name by which a query calls it. */
final class SourceScope implements FromScope {
    private static final List<PseudoColumn> ALWAYS =
            List.of(PseudoColumn.ROWTIME, PseudoColumn.ROWPARTITION, PseudoColumn.ROWOFFSET);

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
        source.headers()
                .forEach(h -> columns.add(new ScanColumn.Header(h.name(), h.header(), h.type())));
        ALWAYS.forEach(p -> columns.add(new ScanColumn.Pseudo(p)));
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

    @Override
    public int offset(SourceScope any) {
        return 0;
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
        return Stream.of(keyNames(), boundNames(windowBounds), valueNames())
                .flatMap(List::stream)
                .map(n -> new Star(reference(n, span), n))
                .toList();
    }

    @Override
    public List<Star> starUnderNewKey(
            @Nullable Identifier qualifier, boolean windowBounds, SourceSpan span) {
        checkQualifier(qualifier);
        return Stream.of(boundNames(windowBounds), valueNames(), keyNames())
                .flatMap(List::stream)
                .map(n -> new Star(reference(n, span), n))
                .toList();
    }

    private static Expression.ColumnRef reference(String name, SourceSpan span) {
        return new Expression.ColumnRef(null, new Identifier(name, true, span), span);
    }

    List<String> keyNames() {
        return source.schema().key().stream().map(Column::name).toList();
    }

    /** Value columns, then header columns. */
    List<String> valueNames() {
        return Stream.concat(
                        source.schema().value().stream().map(Column::name),
                        source.headers().stream().map(HeaderColumn::name))
                .toList();
    }

    /** WINDOWSTART and WINDOWEND if they are wanted and there. */
    List<String> boundNames(boolean wanted) {
        return wanted && source.isWindowed()
                ? List.of(PseudoColumn.WINDOWSTART.name(), PseudoColumn.WINDOWEND.name())
                : List.of();
    }

    /** The pseudo columns that every record has. */
    static List<String> pseudoNames() {
        return ALWAYS.stream().map(PseudoColumn::name).toList();
    }

    @Override
    public String outputName(Expression.ColumnRef column) {
        return column.name().text();
    }

    @Override
    public String starName(Expression.ColumnRef column) {
        return outputName(column);
    }

    @Override
    public KeyColumns key() {
        return KeyColumns.leading(KeyColumns.Origin.SOURCE, keyNames(), keyNames());
    }

    @Override
    public JoinKey joinKey() {
        return new JoinKey.OfSource(
                source.schema().key().stream()
                        .map(
                                c ->
                                        new Expression.ColumnRef(
                                                new Identifier(alias, true, SourceSpan.NONE),
                                                new Identifier(c.name(), true, SourceSpan.NONE),
                                                SourceSpan.NONE))
                        .toList());
    }

    @Override
    public Partitioning partitioning() {
        return Partitioning.by(source.keyFormat());
    }

    /** Whether there is a column, or pseudo column, of exactly this name. */
    boolean has(String column) {
        return scan.schema().indexOf(column) >= 0;
    }
}
