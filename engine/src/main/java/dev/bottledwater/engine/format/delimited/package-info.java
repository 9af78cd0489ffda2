// SPDX-License-Identifier: Apache-2.0
/**
 * DELIMITED: one line of text a record, as spreadsheets write it. A parser of our own reads
 * straight from the bytes to the wanted columns; libraries for CSV give every field as a string
 * first.
 */
@NullMarked
package dev.bottledwater.engine.format.delimited;

import org.jspecify.annotations.NullMarked;
