// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.analyze;

import dev.bottledwater.sql.ast.Expression;
import dev.bottledwater.sql.typing.ExpressionText;

import java.util.List;
import java.util.stream.Stream;

/** What the key of joined rows, or of one source's rows, is equal to. */
sealed interface JoinKey {

    /** Names of the key columns by themselves. */
    List<String> names();

    /** Whether the key equals an expression, each column with its source's alias. */
    boolean is(Expression qualified);

    /** The columns of sources that the key equals. */
    List<Expression.ColumnRef> columns();

    /** Whether it has a name of its own, since it equals no column. */
    default boolean isSynthetic() {
        return columns().isEmpty();
    }

    /**
     * One key column.
     *
     * @param equal the expressions that it equals, with their sources' aliases
     * @param syntheticName its name if none of them is a column
     */
    record Single(List<Expression> equal, String syntheticName) implements JoinKey {
        public Single {
            equal = List.copyOf(equal);
        }

        /** The same key, equal to one more expression. */
        Single and(Expression more) {
            return new Single(
                    Stream.concat(equal.stream(), Stream.of(more)).toList(), syntheticName);
        }

        @Override
        public List<String> names() {
            return List.of(isSynthetic() ? syntheticName : columns().getFirst().name().text());
        }

        @Override
        public boolean is(Expression qualified) {
            var text = ExpressionText.of(qualified);
            return equal.stream().anyMatch(e -> ExpressionText.of(e).equals(text));
        }

        @Override
        public List<Expression.ColumnRef> columns() {
            return equal.stream()
                    .filter(Expression.ColumnRef.class::isInstance)
                    .map(Expression.ColumnRef.class::cast)
                    .toList();
        }
    }

    /** The key of a source, which need not be one column. */
    record OfSource(List<Expression.ColumnRef> columns) implements JoinKey {
        public OfSource {
            columns = List.copyOf(columns);
        }

        @Override
        public List<String> names() {
            return columns.stream().map(c -> c.name().text()).toList();
        }

        @Override
        public boolean is(Expression qualified) {
            return columns.size() == 1
                    && ExpressionText.of(qualified).equals(ExpressionText.of(columns.getFirst()));
        }

        @Override
        public boolean isSynthetic() {
            return false;
        }
    }
}
