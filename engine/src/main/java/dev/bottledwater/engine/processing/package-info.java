// SPDX-License-Identifier: Apache-2.0
/** The processing log as a topic, and as a stream that can be queried. */
@NullMarked
package dev.bottledwater.engine.processing;

import org.jspecify.annotations.NullMarked;
