// SPDX-License-Identifier: Apache-2.0
/**
 * Users' {@code .sql} test files with {@code --@test} directives and ASSERT statements, as ksqlDB's
 * {@code run-ksql-test} documents them.
 */
@NullMarked
package dev.bottledwater.testing.directive;

import org.jspecify.annotations.NullMarked;
