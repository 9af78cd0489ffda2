// SPDX-License-Identifier: Apache-2.0
/** Between the records of a case, which are JSON, and the bytes in topics; and their comparison. */
package dev.bottledwater.testing.record;
