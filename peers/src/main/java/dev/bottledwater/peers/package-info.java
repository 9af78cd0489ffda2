// SPDX-License-Identifier: Apache-2.0
/**
 * Requests between processes that have no network path to each other but share a Kafka cluster:
 * {@link dev.bottledwater.peers.Peers} is the door. Knows nothing of what is said.
 */
@NullMarked
package dev.bottledwater.peers;

import org.jspecify.annotations.NullMarked;
