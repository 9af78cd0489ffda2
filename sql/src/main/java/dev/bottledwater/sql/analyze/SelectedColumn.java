// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.analyze;

import dev.bottledwater.sql.ast.Expression;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.typing.CallTyper;

/**
 * A column of a SELECT list after {@code *} is replaced by what it stands for.
 *
 * @param name of the output column
 * @param aliased whether the user gave the name
 */
record SelectedColumn(Expression expression, String name, boolean aliased, SourceSpan span) {

    /** Whether it is {@code AS_VALUE(…)}: a copy that is no key. */
    boolean isValueCopy() {
        return isValueCopy(expression);
    }

    static boolean isValueCopy(Expression expression) {
        return expression instanceof Expression.FunctionCall call
                && call.name().text().equalsIgnoreCase(CallTyper.AS_VALUE);
    }
}
