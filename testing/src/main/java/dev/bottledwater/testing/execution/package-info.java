// SPDX-License-Identifier: Apache-2.0
/**
 * Runs a case in memory: statements against a catalog of its own, then each query on a topology
 * test driver (conformance format, section 4).
 */
package dev.bottledwater.testing.execution;
