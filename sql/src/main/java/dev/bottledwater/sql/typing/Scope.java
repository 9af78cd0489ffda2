// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.typing;

import dev.bottledwater.sql.ast.Identifier;
import dev.bottledwater.sql.ir.TypedExpression;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/** What names in an expression mean. */
public interface Scope {

    /**
     * What a column reference means; empty when there is no such column.
     *
     * @param source the qualifier, null where none was written
     * @throws dev.bottledwater.sql.error.SqlException for an unknown qualifier, or a column that
     *     can't be used in this clause
     */
    Optional<TypedExpression> resolve(@Nullable Identifier source, Identifier name, Clause clause);

    /** The names that there are, for did-you-mean. */
    java.util.Collection<String> names();

    /** No columns at all: the rows of INSERT VALUES. */
    static Scope empty() {
        return new Scope() {
            @Override
            public Optional<TypedExpression> resolve(
                    @Nullable Identifier source, Identifier name, Clause clause) {
                return Optional.empty();
            }

            @Override
            public java.util.Collection<String> names() {
                return java.util.List.of();
            }
        };
    }
}
