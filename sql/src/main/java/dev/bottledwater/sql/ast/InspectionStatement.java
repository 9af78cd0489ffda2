// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.ast;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/** Statements that only look. */
public sealed interface InspectionStatement extends Statement {
    /** {@code DESCRIBE name [EXTENDED]}. */
    record DescribeSource(Identifier name, boolean extended, SourceSpan span)
            implements InspectionStatement {
        /** Checks that the parts are there. */
        public DescribeSource {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code DESCRIBE STREAMS|TABLES [EXTENDED]}. */
    record DescribeSources(SourceKind kind, boolean extended, SourceSpan span)
            implements InspectionStatement {
        /** Checks that the parts are there. */
        public DescribeSources {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code DESCRIBE FUNCTION name}. */
    record DescribeFunction(Identifier name, SourceSpan span) implements InspectionStatement {
        /** Checks that the parts are there. */
        public DescribeFunction {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code EXPLAIN queryId}. */
    record ExplainQuery(Identifier queryId, SourceSpan span) implements InspectionStatement {
        /** Checks that the parts are there. */
        public ExplainQuery {
            Objects.requireNonNull(queryId, "queryId");
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code EXPLAIN statement}. */
    record ExplainStatement(Statement statement, SourceSpan span) implements InspectionStatement {
        /** Checks that the parts are there. */
        public ExplainStatement {
            Objects.requireNonNull(statement, "statement");
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code SHOW STREAMS|TABLES [EXTENDED]}. */
    record ShowSources(SourceKind kind, boolean extended, SourceSpan span)
            implements InspectionStatement {
        /** Checks that the parts are there. */
        public ShowSources {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(span, "span");
        }
    }

    /**
     * {@code SHOW [ALL] TOPICS [EXTENDED]}.
     *
     * @param all whether hidden topics are shown too
     */
    record ShowTopics(boolean all, boolean extended, SourceSpan span)
            implements InspectionStatement {
        /** Checks that the parts are there. */
        public ShowTopics {
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code SHOW QUERIES [EXTENDED]}. */
    record ShowQueries(boolean extended, SourceSpan span) implements InspectionStatement {
        /** Checks that the parts are there. */
        public ShowQueries {
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code SHOW PROPERTIES}. */
    record ShowProperties(SourceSpan span) implements InspectionStatement {
        /** Checks that the parts are there. */
        public ShowProperties {
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code SHOW FUNCTIONS}. */
    record ShowFunctions(SourceSpan span) implements InspectionStatement {
        /** Checks that the parts are there. */
        public ShowFunctions {
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code SHOW TYPES}. */
    record ShowTypes(SourceSpan span) implements InspectionStatement {
        /** Checks that the parts are there. */
        public ShowTypes {
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code SHOW VARIABLES}. */
    record ShowVariables(SourceSpan span) implements InspectionStatement {
        /** Checks that the parts are there. */
        public ShowVariables {
            Objects.requireNonNull(span, "span");
        }
    }

    /**
     * {@code SHOW [SOURCE|SINK] CONNECTORS}.
     *
     * @param kind which ones; null for both
     */
    record ShowConnectors(ConnectorStatement.@Nullable ConnectorKind kind, SourceSpan span)
            implements InspectionStatement {
        /** Checks that the parts are there. */
        public ShowConnectors {
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code SHOW CONNECTOR PLUGINS}. */
    record ShowConnectorPlugins(SourceSpan span) implements InspectionStatement {
        /** Checks that the parts are there. */
        public ShowConnectorPlugins {
            Objects.requireNonNull(span, "span");
        }
    }
}
