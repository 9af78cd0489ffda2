// SPDX-License-Identifier: Apache-2.0
/**
 * Looks after the app's connectors: tells of those that don't do what they are for, and restarts
 * what failed for a reason that may pass.
 */
@NullMarked
package dev.bottledwater.connect.watch;

import org.jspecify.annotations.NullMarked;
