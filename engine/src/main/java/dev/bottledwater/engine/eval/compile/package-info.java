// SPDX-License-Identifier: Apache-2.0
/**
 * Expressions as generated classes: one hidden class for the expressions of a step, with numbers
 * and conditions unboxed. The closures of {@link
 * dev.bottledwater.engine.eval.ExpressionCompiler#interpreter()} are the reference; values, errors
 * and their order are the same.
 */
@NullMarked
package dev.bottledwater.engine.eval.compile;

import org.jspecify.annotations.NullMarked;
