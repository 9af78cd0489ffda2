// SPDX-License-Identifier: Apache-2.0
/** SQL types and the Java values that stand for them at run time. */
package dev.bottledwater.sql.type;
