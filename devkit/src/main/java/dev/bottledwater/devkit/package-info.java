// SPDX-License-Identifier: Apache-2.0
/**
 * Embedded servers for development and tests. Knows no product module: what it offers to the
 * product are config vars, as a platform would.
 */
package dev.bottledwater.devkit;
