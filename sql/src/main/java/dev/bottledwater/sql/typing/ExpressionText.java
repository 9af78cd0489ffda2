// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.typing;

import dev.bottledwater.sql.ast.Expression;
import dev.bottledwater.sql.format.SqlFormatter;

import java.util.List;
import java.util.stream.Collectors;

/** Expressions as messages show them. */
public final class ExpressionText {
    private ExpressionText() {}

    public static String of(Expression expression) {
        return SqlFormatter.format(expression);
    }

    public static String list(List<Expression> expressions) {
        return expressions.stream().map(ExpressionText::of).collect(Collectors.joining(", "));
    }

    /** {@code A}, {@code A and B}, {@code A, B and C}: how KSQL lists names in a sentence. */
    public static String sentence(List<String> names, String lastWord) {
        return names.size() < 2
                ? String.join("", names)
                : String.join(", ", names.subList(0, names.size() - 1))
                        + " "
                        + lastWord
                        + " "
                        + names.getLast();
    }
}
