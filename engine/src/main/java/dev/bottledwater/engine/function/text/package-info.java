// SPDX-License-Identifier: Apache-2.0
/** Scalar functions of strings and bytes. */
@NullMarked
package dev.bottledwater.engine.function.text;

import org.jspecify.annotations.NullMarked;
