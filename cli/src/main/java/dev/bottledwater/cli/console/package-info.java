// SPDX-License-Identifier: Apache-2.0
/** What every command is given: the environment, where to write, and how to end. */
@NullMarked
package dev.bottledwater.cli.console;

import org.jspecify.annotations.NullMarked;
