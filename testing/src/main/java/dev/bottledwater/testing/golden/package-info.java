// SPDX-License-Identifier: Apache-2.0
/**
 * Our own {@code .sql} case files: statements, records and golden texts in turn, read, run and
 * written anew. docs/testing.md describes the format.
 */
@NullMarked
package dev.bottledwater.testing.golden;

import org.jspecify.annotations.NullMarked;
