// SPDX-License-Identifier: Apache-2.0
/**
 * Evaluation of typed expressions over rows. {@link
 * dev.bottledwater.engine.eval.ExpressionCompiler} turns an expression into an {@link
 * dev.bottledwater.engine.eval.Evaluator} once; evaluating costs no lookups, no reflection and no
 * allocation beyond results and call arguments.
 */
@NullMarked
package dev.bottledwater.engine.eval;

import org.jspecify.annotations.NullMarked;
