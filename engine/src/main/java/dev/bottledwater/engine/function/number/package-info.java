// SPDX-License-Identifier: Apache-2.0
/** Scalar functions of numbers. */
@NullMarked
package dev.bottledwater.engine.function.number;

import org.jspecify.annotations.NullMarked;
