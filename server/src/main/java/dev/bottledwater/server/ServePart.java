// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server;

/** The parts that a process may run, each alone or both together. */
public enum ServePart {
    /** Kafka Connect. */
    CONNECT,
    /** The SQL engine. */
    KSQL
}
