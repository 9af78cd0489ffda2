// SPDX-License-Identifier: Apache-2.0
/**
 * What a user is told when a statement is refused: one exception with a stable code, KSQL's
 * message, the place and a hint; its rendering with the source line and a caret; and the one
 * suggester of names.
 */
@NullMarked
package dev.bottledwater.sql.error;

import org.jspecify.annotations.NullMarked;
