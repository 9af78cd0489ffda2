// SPDX-License-Identifier: Apache-2.0
/** Judges runs of cases (conformance format, sections 4.4 and 6 to 8). */
package dev.bottledwater.testing.verdict;
