// SPDX-License-Identifier: Apache-2.0
/**
 * Persistent queries: one Kafka Streams instance each, so that a bad query can't hurt its
 * neighbours. {@link dev.bottledwater.engine.query.QueryRuntime} starts, pauses and stops them.
 */
package dev.bottledwater.engine.query;
