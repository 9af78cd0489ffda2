// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.golden;

/**
 * What came out where a golden block stands.
 *
 * @param actual in the form of the block's text
 */
record Observation(Block block, String actual) {}
