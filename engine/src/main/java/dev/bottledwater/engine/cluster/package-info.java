// SPDX-License-Identifier: Apache-2.0
/** What instances of the engine say to each other. */
@NullMarked
package dev.bottledwater.engine.cluster;

import org.jspecify.annotations.NullMarked;
