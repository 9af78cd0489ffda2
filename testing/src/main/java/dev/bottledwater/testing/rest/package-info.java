// SPDX-License-Identifier: Apache-2.0
/**
 * Runs cases that ask a server over REST (conformance format, section 11): statements and queries
 * go through HTTP, records through a real broker.
 */
package dev.bottledwater.testing.rest;
