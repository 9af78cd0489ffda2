// SPDX-License-Identifier: Apache-2.0
/** Random and damaged statements and records, which must all end in a result or a refusal. */
@NullMarked
package dev.bottledwater.testing.fuzz;

import org.jspecify.annotations.NullMarked;
