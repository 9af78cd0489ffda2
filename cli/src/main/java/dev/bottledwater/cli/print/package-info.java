// SPDX-License-Identifier: Apache-2.0
/** Turns answers of the server into text: answers to statements, and the rows of queries. */
@NullMarked
package dev.bottledwater.cli.print;

import org.jspecify.annotations.NullMarked;
