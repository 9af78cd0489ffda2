// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval.compile;

import dev.bottledwater.engine.eval.EvaluationErrors;
import dev.bottledwater.engine.row.Row;

import org.jspecify.annotations.Nullable;

/** A generated class with the bodies of lambdas, by number. */
interface LambdaBodies {

    /**
     * Evaluates the body number {@code which}.
     *
     * @param outer the parameters of the enclosing lambdas
     * @param a the lambda's own parameters, as many as it has
     */
    @Nullable Object call(
            int which,
            Row row,
            EvaluationErrors errors,
            @Nullable Object[] outer,
            @Nullable Object a,
            @Nullable Object b,
            @Nullable Object c);
}
