// SPDX-License-Identifier: Apache-2.0
/**
 * Functions that the conformance cases call and no server has. They are user-defined functions like
 * any other: what they need, users can have.
 */
package dev.bottledwater.testing.function;
