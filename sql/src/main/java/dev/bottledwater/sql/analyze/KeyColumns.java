// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.analyze;

import dev.bottledwater.sql.ast.Expression;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.plan.NamedExpression;
import dev.bottledwater.sql.typing.ExpressionText;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Where the key of a query's result comes from, and the rules that a persistent query's projection
 * must keep it, once (language reference, section 7.2).
 *
 * @param origin what makes the key
 * @param names of the key columns by themselves, without the projection's aliases
 * @param texts the key as messages show it; for a foreign-key join the alias of its left table
 * @param columns for each key column the indexes of the row's columns any of which is it, the
 *     preferred one first
 */
record KeyColumns(
        Origin origin, List<String> names, List<String> texts, List<List<Integer>> columns) {

    /** What makes a key. */
    enum Origin {
        SOURCE("key column", "key columns"),
        PARTITION_BY("partitioning expression", "partitioning expressions"),
        GROUP_BY("grouping expression", "grouping expressions"),
        JOIN("join expression", "join expressions"),
        /** A join whose condition is no column of a source. */
        SYNTHETIC("join expression", "join expressions"),
        FOREIGN_KEY("primary key column", "primary key columns");

        private final String one;
        private final String many;

        Origin(String one, String many) {
            this.one = one;
            this.many = many;
        }
    }

    /** A key whose columns stand at the beginning of the row and nowhere else. */
    static KeyColumns leading(Origin origin, List<String> names, List<String> texts) {
        return new KeyColumns(
                origin, names, texts, IntStream.range(0, names.size()).mapToObj(List::of).toList());
    }

    /**
     * The selected columns that are the key column at {@code index}: those that take the preferred
     * one of its columns that is taken at all.
     *
     * @param selected the SELECT list over the row that has this key
     */
    List<SelectedColumn> references(
            int index, List<SelectedColumn> written, List<TypedExpression> selected, boolean copy) {
        return columns.get(index).stream()
                .map(
                        column ->
                                IntStream.range(0, written.size())
                                        .filter(i -> written.get(i).isValueCopy() == copy)
                                        .filter(
                                                i ->
                                                        selected.get(i)
                                                                        instanceof
                                                                        TypedExpression.ColumnRef
                                                                                ref
                                                                && ref.index() == column)
                                        .mapToObj(written::get)
                                        .toList())
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** Grouping or partitioning expressions, each under its own name. */
    static List<NamedExpression> named(
            List<Expression> written,
            List<TypedExpression> typed,
            List<SelectedColumn> selected,
            FromScope scope) {
        return IntStream.range(0, written.size())
                .mapToObj(
                        i ->
                                new NamedExpression(
                                        SelectList.name(written.get(i), scope)
                                                .or(() -> selectedName(written.get(i), selected))
                                                .orElse("KSQL_COL_" + i),
                                        typed.get(i)))
                .toList();
    }

    private static java.util.Optional<String> selectedName(
            Expression key, List<SelectedColumn> selected) {
        var text = ExpressionText.of(key);
        return selected.stream()
                .filter(c -> ExpressionText.of(c.expression()).equals(text))
                .map(SelectedColumn::name)
                .findFirst();
    }

    /**
     * Checks that each key column is projected once.
     *
     * @param slots for each key column the selected columns that are it
     */
    void check(String sink, List<List<SelectedColumn>> slots, SourceSpan span) {
        for (int i = 0; i < slots.size(); i++) {
            var aliases = slots.get(i).stream().map(SelectedColumn::name).toList();
            if (aliases.size() > 1) {
                throw new SqlException(
                        ErrorCode.INVALID_KEY,
                        origin == Origin.SOURCE
                                ? "The projection contains a key column (`%s`) more than once, aliased as: %s.\nEach key column must only be in the projection once. If you intended to copy the key into the value, then consider using the AS_VALUE function to indicate which key reference should be copied."
                                        .formatted(
                                                names.get(i),
                                                ExpressionText.sentence(aliases, "and"))
                                : "The projection contains a key column more than once: %s.\nEach key column must only be in the projection once. If you intended to copy the key into the value, then consider using the AS_VALUE function to indicate which key reference should be copied."
                                        .formatted(
                                                ExpressionText.sentence(
                                                        aliases.stream()
                                                                .map(a -> "`" + a + "`")
                                                                .toList(),
                                                        "and")),
                        slots.get(i).getLast().span(),
                        "Write AS_VALUE(…) around the copy.");
            }
        }
        if (slots.stream().anyMatch(List::isEmpty)) {
            throw new SqlException(ErrorCode.INVALID_KEY, missing(sink, slots), span, null);
        }
    }

    private String missing(String sink, List<List<SelectedColumn>> slots) {
        var absent = IntStream.range(0, slots.size()).filter(i -> slots.get(i).isEmpty()).boxed();
        return switch (origin) {
            case GROUP_BY -> mustInclude(sink, absent.map(texts::get).toList(), "and");
            case SOURCE, PARTITION_BY -> mustInclude(sink, texts, "and");
            case JOIN -> mustInclude(sink, texts, "or");
            case SYNTHETIC ->
                    mustInclude(sink, texts, "or")
                            + "\n%s was added as a synthetic key column because the join criteria did not match any source column."
                                    .formatted(texts.getFirst());
            case FOREIGN_KEY ->
                    "Primary key column missing in projection. For foreign-key table-table joins, the projection must include all primary key columns from the left input table (`%s`). Missing column: `%s`."
                            .formatted(
                                    texts.getFirst(), names.get(absent.findFirst().orElseThrow()));
        };
    }

    private String mustInclude(String sink, List<String> shown, String conjunction) {
        boolean alternatives = conjunction.equals("or");
        return "Key missing from projection (ie, SELECT). See https://cnfl.io/2LV7ouS.\nThe query used to build `%s` must include the %s %s in its projection (eg, SELECT %s...)."
                .formatted(
                        sink,
                        shown.size() == 1 ? origin.one : origin.many,
                        ExpressionText.sentence(shown, conjunction),
                        alternatives ? shown.getFirst() : String.join(", ", shown));
    }
}
