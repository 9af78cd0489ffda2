// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.analyze;

import dev.bottledwater.sql.ast.Identifier;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.error.Suggestions;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.plan.PlanNode;
import dev.bottledwater.sql.plan.PseudoColumn;
import dev.bottledwater.sql.plan.ScanColumn;
import dev.bottledwater.sql.plan.ScannedSource;
import dev.bottledwater.sql.typing.Clause;
import dev.bottledwater.sql.typing.Scope;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The columns of one source under the name by which a query calls it. */
final class SourceScope implements Scope {
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

    /** Reads every column; a rewrite drops those that the query doesn't use. */
    PlanNode.Scan scan() {
        return scan;
    }

    Source source() {
        return source;
    }

    String alias() {
        return alias;
    }

    /** Refuses a qualifier that isn't this source. */
    void checkQualifier(@Nullable Identifier qualifier) {
        if (qualifier != null
                && !qualifier.text().equals(alias)
                && !qualifier.text().equals(source.name())) {
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
        return scan.schema().columns().stream()
                .map(dev.bottledwater.sql.schema.Column::name)
                .toList();
    }
}
