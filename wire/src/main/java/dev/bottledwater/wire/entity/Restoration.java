// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire.entity;

/**
 * How far a query is that gets its state back, all instances together. Not of KSQL's API; answers
 * have it only meanwhile.
 *
 * @param restoredRecords so far
 * @param remainingRecords at most
 */
public record Restoration(long restoredRecords, long remainingRecords) {}
