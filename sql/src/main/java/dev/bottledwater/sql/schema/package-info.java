// SPDX-License-Identifier: Apache-2.0
/** Columns, row layouts and formats of sources. */
package dev.bottledwater.sql.schema;
