// SPDX-License-Identifier: Apache-2.0
/** The topic that carries what peers say, read by all of them without a consumer group. */
@NullMarked
package dev.bottledwater.peers.kafka;

import org.jspecify.annotations.NullMarked;
