// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.execution;

import dev.bottledwater.sql.ast.Literal;
import dev.bottledwater.sql.ast.SourceStatement.CreateSource;
import dev.bottledwater.sql.parse.ParsedStatement;

import java.util.List;
import java.util.Optional;

/**
 * The topics under the sources that statements declare with their columns: tests needn't create
 * them beforehand (conformance format, section 4.1).
 */
public final class DeclaredTopics {
    private DeclaredTopics() {}

    /** Adds those that aren't there. */
    public static void add(TopicStore topics, List<ParsedStatement> statements) {
        for (var statement : statements) {
            if (statement.statement() instanceof CreateSource create
                    && !create.columns().isEmpty()
                    && property(create, "KAFKA_TOPIC").orElse(null)
                            instanceof Literal.StringLiteral(var name, _)) {
                topics.add(
                        name,
                        number(create, "PARTITIONS", TopicStore.DEFAULT_PARTITIONS),
                        number(create, "REPLICAS", 1));
            }
        }
    }

    private static Optional<Literal> property(CreateSource create, String name) {
        return create.properties().find(name).map(p -> p.value());
    }

    private static int number(CreateSource create, String name, int otherwise) {
        return property(create, name).orElse(null) instanceof Literal.IntegerLiteral(int n, _)
                ? n
                : otherwise;
    }
}
