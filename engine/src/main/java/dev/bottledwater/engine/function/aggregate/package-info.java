// SPDX-License-Identifier: Apache-2.0
/**
 * The built-in aggregate functions: {@link dev.bottledwater.sql.function.Aggregator}s whose states
 * are SQL values, and their signatures. What a function does follows the function reference and
 * what a real server was observed to answer.
 */
@NullMarked
package dev.bottledwater.engine.function.aggregate;

import org.jspecify.annotations.NullMarked;
