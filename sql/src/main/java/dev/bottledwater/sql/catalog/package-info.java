// SPDX-License-Identifier: Apache-2.0
/** What exists: streams, tables, types and persistent queries, as one immutable value. */
package dev.bottledwater.sql.catalog;
