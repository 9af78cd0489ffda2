// SPDX-License-Identifier: Apache-2.0
/**
 * The built-in functions. Scalar functions are annotated static methods, in packages by theme and
 * written as users write theirs; aggregate functions are {@link
 * dev.bottledwater.sql.function.Aggregator}s. {@link
 * dev.bottledwater.engine.function.BuiltInFunctions} collects them. What a function does follows
 * the function reference and what a real server was observed to answer.
 */
@NullMarked
package dev.bottledwater.engine.function;

import org.jspecify.annotations.NullMarked;
