// SPDX-License-Identifier: Apache-2.0
/** What statements will have on the cluster, found out without running them. */
@NullMarked
package dev.bottledwater.engine.forecast;

import org.jspecify.annotations.NullMarked;
