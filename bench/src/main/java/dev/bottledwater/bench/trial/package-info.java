// SPDX-License-Identifier: Apache-2.0
/**
 * Trials of the runtime: every kind of join, window and aggregation runs beside an undisturbed twin
 * while its engine is restarted, killed or joined by another, and must end with the same results.
 */
@NullMarked
package dev.bottledwater.bench.trial;

import org.jspecify.annotations.NullMarked;
