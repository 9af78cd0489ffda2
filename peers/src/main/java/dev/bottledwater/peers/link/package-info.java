// SPDX-License-Identifier: Apache-2.0
/**
 * What carries bytes from each peer to all: a topic, read by all of them without a consumer group.
 */
@NullMarked
package dev.bottledwater.peers.link;

import org.jspecify.annotations.NullMarked;
