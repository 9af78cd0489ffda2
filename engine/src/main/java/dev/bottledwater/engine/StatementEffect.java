// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine;

/** What statements do to what others see; each includes those before it. */
public enum StatementEffect {
    /** Nothing outlasts the request. */
    READS,
    /** Streams, tables, types, queries, connectors or rows are others afterwards. */
    CHANGES,
    /** The server itself is. */
    CONFIGURES
}
