// SPDX-License-Identifier: Apache-2.0
/**
 * Measures SQL queries beside the Kafka Streams applications that a good engineer would write by
 * hand: same broker, same topics, same settings, results compared before any time is printed.
 */
@NullMarked
package dev.bottledwater.bench;

import org.jspecify.annotations.NullMarked;
