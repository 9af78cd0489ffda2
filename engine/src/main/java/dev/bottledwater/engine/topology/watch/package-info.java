// SPDX-License-Identifier: Apache-2.0
/**
 * Tells the processing log of rows that Kafka Streams leaves out with no more than a line in the
 * program's log: those that come too late for their window, and those without a key to join on.
 */
package dev.bottledwater.engine.topology.watch;
