// SPDX-License-Identifier: Apache-2.0
/**
 * The SQL engine on Kafka Streams. {@link dev.bottledwater.engine.SqlEngine} is what the server
 * calls; what the engine needs from outside is declared here as small interfaces and records.
 */
package dev.bottledwater.engine;
