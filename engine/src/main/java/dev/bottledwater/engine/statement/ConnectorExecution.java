// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.statement;

import dev.bottledwater.engine.StatementFailedException.Code;
import dev.bottledwater.engine.connector.Connectors;
import dev.bottledwater.engine.result.StatementResult;
import dev.bottledwater.sql.ast.ConnectorStatement.CreateConnector;
import dev.bottledwater.sql.ast.ConnectorStatement.DropConnector;
import dev.bottledwater.sql.ast.Literal;
import dev.bottledwater.sql.format.StatementMask;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/** CREATE CONNECTOR and DROP CONNECTOR: passed on to Connect, which keeps them. */
record ConnectorExecution(Connectors connectors) {

    Prepared create(CreateConnector statement) {
        var name = statement.name().text();
        var config = config(statement);
        // settings may be secret
        var text = StatementMask.mask(statement);
        return new Prepared.Action(
                () -> {
                    if (connectors.find(name).isEmpty()) {
                        return Optional.of(
                                new StatementResult.ConnectorCreated(
                                        text, connectors.create(name, config)));
                    }
                    if (statement.ifNotExists()) {
                        return Optional.of(
                                new StatementResult.Warning(
                                        text, "Connector %s already exists".formatted(name)));
                    }
                    throw new RefusedException(
                            Code.BAD_STATEMENT,
                            "Failed to create connector: Connector %s already exists"
                                    .formatted(name),
                            statement.name().span(),
                            "Choose another name, DROP CONNECTOR first, or write IF NOT EXISTS.");
                });
    }

    private static SequencedMap<String, String> config(CreateConnector statement) {
        var config = new LinkedHashMap<String, String>();
        for (var property : statement.properties().entries()) {
            config.put(
                    property.name(),
                    switch (property.value()) {
                        case Literal.StringLiteral(var value, _) -> value;
                        case Literal.BooleanLiteral(var value, _) -> String.valueOf(value);
                        case Literal.IntegerLiteral(var value, _) -> String.valueOf(value);
                        case Literal.LongLiteral(var value, _) -> String.valueOf(value);
                        case Literal.DecimalLiteral(var value, _) -> value.toPlainString();
                        case Literal.DoubleLiteral(var value, _) -> String.valueOf(value);
                        case Literal.NullLiteral _ ->
                                throw new RefusedException(
                                        Code.BAD_STATEMENT,
                                        "The setting '%s' has no value.".formatted(property.name()),
                                        property.span(),
                                        "Leave it out to have its default.");
                    });
        }
        return config;
    }

    Prepared drop(String text, DropConnector statement) {
        var name = statement.name().text();
        return new Prepared.Action(
                () -> {
                    if (connectors.delete(name)) {
                        return Optional.of(new StatementResult.ConnectorDropped(text, name));
                    }
                    var message = "Connector '%s' does not exist.".formatted(name);
                    if (statement.ifExists()) {
                        return Optional.of(new StatementResult.Warning(text, message));
                    }
                    throw new RefusedException(
                            Code.BAD_STATEMENT,
                            message,
                            statement.name().span(),
                            "SHOW CONNECTORS lists them; names in mixed case need quotes.");
                });
    }
}
