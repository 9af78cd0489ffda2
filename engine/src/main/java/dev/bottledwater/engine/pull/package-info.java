// SPDX-License-Identifier: Apache-2.0
/**
 * Reads the tables that persistent queries keep, from their stores, in this process and in others.
 */
package dev.bottledwater.engine.pull;
