// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.ast;

/** One statement of a script. The groups it is split into follow what the statements act on. */
public sealed interface Statement extends Node
        permits SourceStatement,
                DataStatement,
                TypeStatement,
                ConnectorStatement,
                InspectionStatement,
                SessionStatement,
                QueryControl,
                AssertStatement {
    /** Whether a source is a stream or a table. */
    enum SourceKind {
        STREAM,
        TABLE
    }
}
