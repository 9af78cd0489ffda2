// SPDX-License-Identifier: Apache-2.0
/** The commands that look at the config vars: {@code config} and {@code doctor}. */
@NullMarked
package dev.bottledwater.cli.settings;

import org.jspecify.annotations.NullMarked;
