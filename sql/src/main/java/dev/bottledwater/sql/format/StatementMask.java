// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.format;

import dev.bottledwater.sql.ast.ConnectorStatement.CreateConnector;
import dev.bottledwater.sql.ast.DataStatement.InsertValues;
import dev.bottledwater.sql.ast.Identifier;
import dev.bottledwater.sql.ast.Literal;
import dev.bottledwater.sql.ast.Properties;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.ast.Statement;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Statements as text for logs and answers, with what may be secret left out: rows and connectors'
 * settings.
 */
public final class StatementMask {
    private static final String VALUE = "'[value]'";
    private static final String SETTING = "[string]";

    private StatementMask() {}

    /**
     * The statement's canonical text with {@code '[value]'} for values of rows and {@code
     * '[string]'} for connectors' settings.
     */
    public static String mask(Statement statement) {
        if (statement instanceof InsertValues insert) {
            return insert(insert);
        }
        if (statement instanceof CreateConnector create) {
            return SqlFormatter.format(
                    new CreateConnector(
                            create.kind(),
                            create.ifNotExists(),
                            create.name(),
                            masked(create.properties()),
                            create.span()));
        }
        return SqlFormatter.format(statement);
    }

    /** KSQL quotes every name here. */
    private static String insert(InsertValues insert) {
        String columns =
                insert.columns().isEmpty()
                        ? ""
                        : insert.columns().stream()
                                .map(Identifier::text)
                                .map(Identifiers::quoted)
                                .collect(Collectors.joining(", ", " (", ")"));
        return "INSERT INTO %s%s VALUES (%s);"
                .formatted(
                        Identifiers.quoted(insert.target().text()),
                        columns,
                        String.join(", ", Collections.nCopies(insert.values().size(), VALUE)));
    }

    private static Properties masked(Properties properties) {
        List<Properties.Property> entries =
                properties.entries().stream()
                        .map(
                                entry ->
                                        entry.name().equalsIgnoreCase("connector.class")
                                                ? entry
                                                : new Properties.Property(
                                                        entry.name(),
                                                        new Literal.StringLiteral(
                                                                SETTING, SourceSpan.NONE),
                                                        entry.span()))
                        .toList();
        return new Properties(entries, properties.span());
    }
}
