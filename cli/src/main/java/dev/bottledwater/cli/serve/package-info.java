// SPDX-License-Identifier: Apache-2.0
/** {@code serve}: the process that a dyno runs, from its config vars to its clean stop. */
@NullMarked
package dev.bottledwater.cli.serve;

import org.jspecify.annotations.NullMarked;
