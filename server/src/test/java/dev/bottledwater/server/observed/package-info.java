// SPDX-License-Identifier: Apache-2.0
/** Replays recorded exchanges with a real ksqlDB server. */
package dev.bottledwater.server.observed;
