// SPDX-License-Identifier: Apache-2.0
/** The KSQL language, from text to rewritten plan. */
package dev.bottledwater.sql;
