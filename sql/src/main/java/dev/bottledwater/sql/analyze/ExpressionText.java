// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.analyze;

import dev.bottledwater.sql.ast.Expression;
import dev.bottledwater.sql.format.SqlFormatter;

import java.util.List;
import java.util.stream.Collectors;

/** Expressions as messages show them. */
final class ExpressionText {
    private ExpressionText() {}

    static String of(Expression expression) {
        return SqlFormatter.format(expression);
    }

    static String list(List<Expression> expressions) {
        return expressions.stream().map(ExpressionText::of).collect(Collectors.joining(", "));
    }

    /** {@code A}, {@code A and B}, {@code A, B and C}: how KSQL lists names in a sentence. */
    static String sentence(List<String> names, String lastWord) {
        return names.size() < 2
                ? String.join("", names)
                : String.join(", ", names.subList(0, names.size() - 1))
                        + " "
                        + lastWord
                        + " "
                        + names.getLast();
    }
}
