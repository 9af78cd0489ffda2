// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.analyze;

import dev.bottledwater.sql.ast.Expression;
import dev.bottledwater.sql.ast.Identifier;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.plan.JoinMethod;
import dev.bottledwater.sql.plan.PlanNode;
import dev.bottledwater.sql.typing.Clause;
import dev.bottledwater.sql.typing.ExpressionText;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The columns of joined sources. A column that several sources have is written with its source, and
 * its output column gets both names: {@code L.ID} becomes {@code L_ID}.
 */
final class JoinScope implements FromScope {
    private final PlanNode.Join node;
    private final SourceNames names;
    private final Map<SourceScope, Integer> offsets;
    private final JoinKey key;

    /**
     * @param offsets where the columns of each source begin in the rows
     * @param key what the rows' key is
     */
    JoinScope(
            PlanNode.Join node, SourceNames names, Map<SourceScope, Integer> offsets, JoinKey key) {
        this.node = node;
        this.names = names;
        this.offsets = Map.copyOf(offsets);
        this.key = key;
    }

    @Override
    public PlanNode.Join node() {
        return node;
    }

    @Override
    public List<SourceScope> sources() {
        return names.sources();
    }

    @Override
    public JoinKey joinKey() {
        return key;
    }

    @Override
    public void checkQualifier(@Nullable Identifier qualifier) {
        if (qualifier != null) {
            names.called(qualifier);
        }
    }

    @Override
    public Optional<SourceScope> sourceOf(@Nullable Identifier qualifier, Identifier name) {
        return isSynthetic(qualifier, name) ? Optional.empty() : names.find(qualifier, name);
    }

    @Override
    public Optional<TypedExpression> resolve(
            @Nullable Identifier qualifier, Identifier name, Clause clause) {
        if (isSynthetic(qualifier, name)) {
            return Optional.of(
                    new TypedExpression.ColumnRef(
                            0, name.text(), node.schema().columns().getFirst().type()));
        }
        return names.find(qualifier, name)
                .map(
                        source -> {
                            int index = index(source, name.text());
                            return new TypedExpression.ColumnRef(
                                    index,
                                    outputName(source, name.text()),
                                    node.schema().columns().get(index).type());
                        });
    }

    @Override
    public int offset(SourceScope source) {
        return Objects.requireNonNull(offsets.get(source));
    }

    private int index(SourceScope source, String column) {
        return offset(source) + source.node().schema().indexOf(column);
    }

    private boolean isSynthetic(@Nullable Identifier qualifier, Identifier name) {
        return qualifier == null && key.isSynthetic() && name.text().equals(key.names().getFirst());
    }

    @Override
    public List<Star> star(@Nullable Identifier qualifier, boolean windowBounds, SourceSpan span) {
        var stars = new ArrayList<Star>();
        if (qualifier == null && key.isSynthetic()) {
            var name = key.names().getFirst();
            stars.add(new Star(reference(null, name, span), name));
        }
        for (var source : wanted(qualifier)) {
            // under the names of joins they hide no pseudo column, so any query may have them
            Stream.of(source.keyNames(), source.boundNames(true), source.valueNames())
                    .flatMap(List::stream)
                    .map(column -> star(source, column, span))
                    .forEach(stars::add);
        }
        return stars;
    }

    @Override
    public List<Star> starUnderNewKey(
            @Nullable Identifier qualifier, boolean windowBounds, SourceSpan span) {
        return wanted(qualifier).stream()
                .flatMap(
                        source ->
                                Stream.of(
                                                source.valueNames(),
                                                SourceScope.pseudoNames(),
                                                source.boundNames(true),
                                                source.keyNames())
                                        .flatMap(List::stream)
                                        .map(column -> star(source, column, span)))
                .toList();
    }

    private List<SourceScope> wanted(@Nullable Identifier qualifier) {
        return qualifier == null ? sources() : List.of(names.called(qualifier));
    }

    private static Star star(SourceScope source, String column, SourceSpan span) {
        return new Star(reference(source.alias(), column, span), source.alias() + "_" + column);
    }

    private static Expression.ColumnRef reference(
            @Nullable String source, String column, SourceSpan span) {
        return new Expression.ColumnRef(
                source == null ? null : new Identifier(source, true, span),
                new Identifier(column, true, span),
                span);
    }

    @Override
    public String outputName(Expression.ColumnRef column) {
        return sourceOf(column.source(), column.name())
                .map(s -> outputName(s, column.name().text()))
                .orElse(column.name().text());
    }

    @Override
    public String starName(Expression.ColumnRef column) {
        return sourceOf(column.source(), column.name())
                .map(s -> s.alias() + "_" + column.name().text())
                .orElse(column.name().text());
    }

    private String outputName(SourceScope source, String column) {
        return names.having(column).size() > 1 ? source.alias() + "_" + column : column;
    }

    /** The names of columns by themselves, and those that a star gives them. */
    @Override
    public Collection<String> names() {
        return sources().stream()
                .flatMap(s -> s.names().stream().flatMap(n -> Stream.of(n, s.alias() + "_" + n)))
                .distinct()
                .toList();
    }

    @Override
    public KeyColumns key() {
        if (node.method() instanceof JoinMethod.ForeignKey) {
            var left = sources().getFirst();
            return new KeyColumns(
                    KeyColumns.Origin.FOREIGN_KEY,
                    key.names(),
                    List.of(left.alias()),
                    IntStream.range(0, key.names().size())
                            .mapToObj(i -> List.of(index(left, key.names().get(i))))
                            .toList());
        }
        if (key.isSynthetic()) {
            return KeyColumns.leading(KeyColumns.Origin.SYNTHETIC, key.names(), key.names());
        }
        var columns = key.columns();
        return new KeyColumns(
                KeyColumns.Origin.JOIN,
                List.of(outputName(columns.getFirst())),
                columns.stream().map(ExpressionText::of).toList(),
                List.of(
                        columns.stream()
                                .map(
                                        c ->
                                                index(
                                                        sourceOf(c.source(), c.name())
                                                                .orElseThrow(),
                                                        c.name().text()))
                                .toList()));
    }

    @Override
    public Partitioning partitioning() {
        return node.method() instanceof JoinMethod.ForeignKey
                ? sources().getFirst().partitioning()
                : Partitioning.by(node.keyFormat());
    }
}
