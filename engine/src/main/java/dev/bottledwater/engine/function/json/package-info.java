// SPDX-License-Identifier: Apache-2.0
/** Scalar functions of JSON text. */
@NullMarked
package dev.bottledwater.engine.function.json;

import org.jspecify.annotations.NullMarked;
