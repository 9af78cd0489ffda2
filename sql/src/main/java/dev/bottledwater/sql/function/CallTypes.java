// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.function;

import dev.bottledwater.sql.type.SqlType;

import java.util.List;

/**
 * The types of one call of a function. A method that is loaded by {@link AnnotatedFunctions} may
 * take it as its first parameter, which is then no parameter of the SQL function.
 *
 * @param arguments after coercion; for a lambda the type of its body
 */
public record CallTypes(List<SqlType> arguments, SqlType result) {
    public CallTypes {
        arguments = List.copyOf(arguments);
    }
}
