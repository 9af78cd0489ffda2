// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval;

import org.jspecify.annotations.Nullable;

/** Takes what failed while an expression was evaluated, for the processing log. */
@FunctionalInterface
public interface EvaluationErrors {

    /**
     * Something failed and became null.
     *
     * @param sentence what failed and why, without any of the row's data
     * @param cause the exception of a function, null if there was none; its message may hold data
     */
    void failed(String sentence, @Nullable Throwable cause);
}
