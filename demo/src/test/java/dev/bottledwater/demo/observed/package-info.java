// SPDX-License-Identifier: Apache-2.0
/** Exchanges that were recorded with a real ksqlDB server, repeated with ours. */
package dev.bottledwater.demo.observed;
