// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.ast;

/** Anything that a text of the language is made of. */
public sealed interface Node
        permits Statement,
                Expression,
                TypeNode,
                Identifier,
                Query,
                SelectItem,
                Relation,
                JoinClause,
                JoinClause.Window,
                WindowExpression,
                TimeSpan,
                Query.Keys,
                ColumnDefinition,
                Properties,
                Properties.Property {
    /** Where the node stands in its script. */
    SourceSpan span();
}
