// SPDX-License-Identifier: Apache-2.0
/** The SQL engine on Kafka Streams. */
package dev.bottledwater.engine;
