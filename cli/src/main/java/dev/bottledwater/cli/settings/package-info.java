// SPDX-License-Identifier: Apache-2.0
/** The config vars as commands read them, and {@code config}, which shows them. */
@NullMarked
package dev.bottledwater.cli.settings;

import org.jspecify.annotations.NullMarked;
