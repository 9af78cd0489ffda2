// SPDX-License-Identifier: Apache-2.0
/** The program: {@code main} and the list of its commands. */
@NullMarked
package dev.bottledwater.cli;

import org.jspecify.annotations.NullMarked;
