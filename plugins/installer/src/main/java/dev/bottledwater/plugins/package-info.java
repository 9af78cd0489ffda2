// SPDX-License-Identifier: Apache-2.0
/**
 * Installs the Connect plugins that {@code plugins.txt} names into the plugin path when the product
 * is built: at build, because a dyno's disk is empty at each start and what it downloads then may
 * be something else than yesterday (docs/plugins.md).
 */
@NullMarked
package dev.bottledwater.plugins;

import org.jspecify.annotations.NullMarked;
