// SPDX-License-Identifier: Apache-2.0
/** Annotations for SQL functions. */
package dev.bottledwater.udf;
