// SPDX-License-Identifier: Apache-2.0
/**
 * Aggregate functions that the conformance cases call and no server has. They are user-defined
 * functions like any other: what they need, users can have.
 */
@NullMarked
package dev.bottledwater.testing.aggregate;

import org.jspecify.annotations.NullMarked;
