// SPDX-License-Identifier: Apache-2.0
/** What monitoring systems are told, in Prometheus' formats. */
package dev.bottledwater.server.metrics;
