// SPDX-License-Identifier: Apache-2.0
/**
 * Logical plans: trees of relational operators over flat rows. Made by the analyzer, rewritten rule
 * by rule, then turned into a stored physical plan by the engine. Knows nothing of the syntax tree.
 */
package dev.bottledwater.sql.plan;
