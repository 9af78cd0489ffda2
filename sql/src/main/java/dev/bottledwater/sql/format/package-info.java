// SPDX-License-Identifier: Apache-2.0
/**
 * Syntax tree to canonical text: what statements are shown as in answers, descriptions and error
 * messages.
 */
@NullMarked
package dev.bottledwater.sql.format;

import org.jspecify.annotations.NullMarked;
