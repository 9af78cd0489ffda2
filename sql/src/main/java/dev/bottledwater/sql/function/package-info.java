// SPDX-License-Identifier: Apache-2.0
/** Functions by name and signature: what the analyzer resolves and what the engine calls. */
package dev.bottledwater.sql.function;
