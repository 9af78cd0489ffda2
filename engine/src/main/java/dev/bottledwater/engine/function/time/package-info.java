// SPDX-License-Identifier: Apache-2.0
/** Scalar functions of dates, times and timestamps. */
@NullMarked
package dev.bottledwater.engine.function.time;

import org.jspecify.annotations.NullMarked;
