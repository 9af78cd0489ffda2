// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval.compile;

import dev.bottledwater.engine.eval.EvaluationErrors;
import dev.bottledwater.engine.row.Row;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;

/** Classes and method types as class files name them. */
final class Symbols {
    static final ClassDesc ROW = of(Row.class);
    static final ClassDesc ERRORS = of(EvaluationErrors.class);
    static final ClassDesc OPERATIONS = of(Operations.class);

    private Symbols() {}

    static ClassDesc of(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }

    static MethodTypeDesc method(Class<?> result, Class<?>... parameters) {
        return MethodTypeDesc.of(
                of(result), Arrays.stream(parameters).map(Symbols::of).toArray(ClassDesc[]::new));
    }
}
