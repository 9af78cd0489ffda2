// SPDX-License-Identifier: Apache-2.0
/**
 * What peers say to each other: messages, their bytes, the pieces that large ones are sent in, and
 * the seal that keeps them secret and genuine.
 */
@NullMarked
package dev.bottledwater.peers.message;

import org.jspecify.annotations.NullMarked;
