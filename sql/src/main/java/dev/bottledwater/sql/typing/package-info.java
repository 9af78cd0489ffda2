// SPDX-License-Identifier: Apache-2.0
/**
 * Expressions as written to typed expressions: names, overloads, coercions and the messages when
 * something doesn't fit. What a name means is behind {@link dev.bottledwater.sql.typing.Scope}.
 */
package dev.bottledwater.sql.typing;
