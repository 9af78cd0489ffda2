// SPDX-License-Identifier: Apache-2.0
/**
 * What the binary encodings have in common: growing bytes, and bytes read with their ends checked.
 */
@NullMarked
package dev.bottledwater.engine.format.bytes;

import org.jspecify.annotations.NullMarked;
