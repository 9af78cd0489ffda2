// SPDX-License-Identifier: Apache-2.0
/** Trials of the whole program on stand-ins of dynos. */
@NullMarked
package dev.bottledwater.bench.dyno;

import org.jspecify.annotations.NullMarked;
