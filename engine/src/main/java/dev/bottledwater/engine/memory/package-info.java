// SPDX-License-Identifier: Apache-2.0
/**
 * The steps of a plan in memory, for queries that end with their clients: no store, no topic and no
 * group of their own, within a budget of rows.
 */
@NullMarked
package dev.bottledwater.engine.memory;

import org.jspecify.annotations.NullMarked;
