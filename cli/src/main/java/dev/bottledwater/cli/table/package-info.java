// SPDX-License-Identifier: Apache-2.0
/**
 * Draws rows as text: lists, boxes that grow row by row, and tables that are repainted in place.
 */
@NullMarked
package dev.bottledwater.cli.table;

import org.jspecify.annotations.NullMarked;
