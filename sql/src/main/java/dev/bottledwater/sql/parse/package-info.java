// SPDX-License-Identifier: Apache-2.0
/**
 * Text to syntax tree.
 *
 * <p>The grammar is {@code Ksql.g4}; ANTLR makes the lexer and parser in {@code parse.grammar} of
 * it, and nothing outside this package sees them.
 */
@NullMarked
package dev.bottledwater.sql.parse;

import org.jspecify.annotations.NullMarked;
