// SPDX-License-Identifier: Apache-2.0
/**
 * The documents of the REST API: requests, errors and descriptions of the server. {@code entity}
 * holds the answers to statements, {@code row} those to queries, {@code client} calls a server.
 * Names and order of fields are the ones a ksqlDB server sends.
 */
package dev.bottledwater.wire;
