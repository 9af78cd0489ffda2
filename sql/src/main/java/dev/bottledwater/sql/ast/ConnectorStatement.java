// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.ast;

import java.util.Objects;

/** Statements about connectors. */
public sealed interface ConnectorStatement extends Statement {
    /** Which way a connector's records go. */
    enum ConnectorKind {
        SOURCE,
        SINK
    }

    /** {@code CREATE SOURCE|SINK CONNECTOR name WITH (…)}. */
    record CreateConnector(
            ConnectorKind kind,
            boolean ifNotExists,
            Identifier name,
            Properties properties,
            SourceSpan span)
            implements ConnectorStatement {
        /** Checks that the parts are there. */
        public CreateConnector {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(properties, "properties");
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code DROP CONNECTOR name}. */
    record DropConnector(boolean ifExists, Identifier name, SourceSpan span)
            implements ConnectorStatement {
        /** Checks that the parts are there. */
        public DropConnector {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code DESCRIBE CONNECTOR name}. */
    record DescribeConnector(Identifier name, SourceSpan span) implements ConnectorStatement {
        /** Checks that the parts are there. */
        public DescribeConnector {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(span, "span");
        }
    }
}
