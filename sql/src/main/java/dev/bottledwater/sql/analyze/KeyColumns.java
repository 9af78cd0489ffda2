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
 * @param texts the key as messages show it
 */
record KeyColumns(Origin origin, List<String> names, List<String> texts) {

    /** What makes a key. */
    enum Origin {
        SOURCE("key column", "key columns"),
        PARTITION_BY("partitioning expression", "partitioning expressions"),
        GROUP_BY("grouping expression", "grouping expressions");

        private final String one;
        private final String many;

        Origin(String one, String many) {
            this.one = one;
            this.many = many;
        }
    }

    /** Grouping or partitioning expressions, each under its own name. */
    static List<NamedExpression> named(
            List<Expression> written, List<TypedExpression> typed, List<SelectedColumn> selected) {
        return IntStream.range(0, written.size())
                .mapToObj(
                        i ->
                                new NamedExpression(
                                        SelectList.name(written.get(i))
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
            var shown =
                    origin == Origin.GROUP_BY
                            ? IntStream.range(0, slots.size())
                                    .filter(i -> slots.get(i).isEmpty())
                                    .mapToObj(texts::get)
                                    .toList()
                            : texts;
            throw new SqlException(
                    ErrorCode.INVALID_KEY,
                    "Key missing from projection (ie, SELECT). See https://cnfl.io/2LV7ouS.\nThe query used to build `%s` must include the %s %s in its projection (eg, SELECT %s...)."
                            .formatted(
                                    sink,
                                    shown.size() == 1 ? origin.one : origin.many,
                                    ExpressionText.sentence(shown, "and"),
                                    String.join(", ", shown)),
                    span,
                    null);
        }
    }
}
