// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.typing;

import dev.bottledwater.sql.ast.Expression;
import dev.bottledwater.sql.ast.Literal;
import dev.bottledwater.sql.ir.TypedExpression;

import org.jspecify.annotations.Nullable;

/**
 * An expression as written together with what it means. {@code typed} is null for a bare NULL,
 * which has no type of its own.
 */
public record Typing(Expression written, @Nullable TypedExpression typed) {

    public boolean isNull() {
        return typed == null;
    }

    /** The text of a string literal, null for anything else. */
    public @Nullable String stringLiteral() {
        return written instanceof Literal.StringLiteral s ? s.value() : null;
    }

    public String text() {
        return ExpressionText.of(written);
    }
}
