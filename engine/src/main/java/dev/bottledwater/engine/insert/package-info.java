// SPDX-License-Identifier: Apache-2.0
/** Rows that clients send as JSON, made into rows of a stream or table. */
package dev.bottledwater.engine.insert;
