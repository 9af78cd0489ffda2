// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.schema;

/** Whether rows are independent events or changes of rows by key. */
public enum SourceKind {
    STREAM,
    TABLE
}
