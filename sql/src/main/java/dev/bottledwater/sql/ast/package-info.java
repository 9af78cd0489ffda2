// SPDX-License-Identifier: Apache-2.0
/**
 * The syntax tree of the KSQL language: what was written, before names and types mean anything.
 *
 * <p>Every node is a record under a sealed interface, is immutable, checks its parts when it is
 * made and carries the {@link dev.bottledwater.sql.ast.SourceSpan} of the text that it came from
 * ({@link dev.bottledwater.sql.ast.SourceSpan#NONE} when no text stands behind it). Optional parts
 * are {@code @Nullable} record components; lists are never null and can't be changed. Behaviour
 * over the tree is an exhaustive {@code switch} in the package that needs it. Grouping parentheses
 * aren't kept: the shape of the tree says what they said.
 */
@NullMarked
package dev.bottledwater.sql.ast;

import org.jspecify.annotations.NullMarked;
