// SPDX-License-Identifier: Apache-2.0
/**
 * The process that a dyno runs: one HTTP port in front of a Connect worker and the SQL engine. Each
 * part starts, fails and starts again on its own; the port answers all the time.
 */
package dev.bottledwater.server;
