// SPDX-License-Identifier: Apache-2.0
/**
 * Physical plans as Kafka Streams topologies. Keys are {@link dev.bottledwater.engine.row.Row}s of
 * the key columns, or {@link org.apache.kafka.streams.kstream.Windowed} ones; values are the flat
 * rows of the steps, null being a delete in a table and an empty record in a stream.
 */
package dev.bottledwater.engine.topology;
