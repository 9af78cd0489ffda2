// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.typing;

import dev.bottledwater.sql.ast.Identifier;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.type.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The body of a lambda: its parameters, then what the lambda sees from outside. */
record LambdaScope(Scope outer, List<String> parameters, List<SqlType> types) implements Scope {

    @Override
    public Optional<TypedExpression> resolve(
            @Nullable Identifier source, Identifier name, Clause clause) {
        int index = source == null ? parameters.indexOf(name.text()) : -1;
        return index < 0
                ? outer.resolve(source, name, clause)
                : Optional.of(new TypedExpression.LambdaParameter(name.text(), types.get(index)));
    }

    @Override
    public Collection<String> names() {
        return Stream.concat(parameters.stream(), outer.names().stream()).toList();
    }
}
