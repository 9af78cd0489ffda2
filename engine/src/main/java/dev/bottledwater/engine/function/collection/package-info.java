// SPDX-License-Identifier: Apache-2.0
/** Scalar functions of arrays and maps, lambdas among their arguments. */
@NullMarked
package dev.bottledwater.engine.function.collection;

import org.jspecify.annotations.NullMarked;
