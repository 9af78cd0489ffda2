// SPDX-License-Identifier: Apache-2.0
/**
 * Kafka's own distributed Connect worker, embedded and supervised the way a dyno needs it: settings
 * in memory, REST on loopback only, a fatal error restarts Connect and never the process.
 */
@NullMarked
package dev.bottledwater.connect;

import org.jspecify.annotations.NullMarked;
