// SPDX-License-Identifier: Apache-2.0
/**
 * Typed expressions over flat rows: names are resolved to indexes, functions to overloads,
 * coercions are explicit casts. Knows nothing of the syntax tree.
 */
package dev.bottledwater.sql.ir;
