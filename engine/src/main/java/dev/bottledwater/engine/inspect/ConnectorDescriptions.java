// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.inspect;

import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.catalog.CatalogState;
import dev.bottledwater.engine.connector.Connector;
import dev.bottledwater.engine.connector.Connectors;
import dev.bottledwater.engine.result.StatementResult;
import dev.bottledwater.sql.ast.ConnectorStatement.ConnectorKind;
import dev.bottledwater.sql.ast.ConnectorStatement.DescribeConnector;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.error.Suggestions;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/** SHOW CONNECTORS, SHOW CONNECTOR PLUGINS and DESCRIBE CONNECTOR. */
record ConnectorDescriptions(
        Connectors connectors, TopicNames names, DescribeExecution descriptions) {

    /**
     * @param kind which ones; null for both
     */
    StatementResult all(String text, @Nullable ConnectorKind kind) {
        return new StatementResult.ConnectorList(
                text,
                connectors.all().stream()
                        .filter(
                                c ->
                                        kind == null
                                                || c.info()
                                                        .type()
                                                        .equals(
                                                                kind.name()
                                                                        .toLowerCase(Locale.ROOT)))
                        .toList());
    }

    StatementResult plugins(String text) {
        return new StatementResult.ConnectorPluginList(text, connectors.plugins());
    }

    /** A connector with the sources over its topics. */
    StatementResult describe(String text, DescribeConnector statement, CatalogState state) {
        var name = statement.name().text();
        var connector = connectors.find(name).orElseThrow(() -> unknown(statement));
        var topics = connectors.topics(name).stream().map(names::logicalTopic).sorted().toList();
        var sources =
                state.catalog().sources().values().stream()
                        .filter(s -> topics.contains(s.topic()))
                        .map(s -> descriptions.description(s, false, state))
                        .toList();
        return new StatementResult.ConnectorDescription(text, connector, sources, topics);
    }

    private SqlException unknown(DescribeConnector statement) {
        var name = statement.name();
        List<String> others =
                connectors.all().stream().map(Connector::info).map(i -> i.name()).toList();
        var guess = Suggestions.didYouMean(name.text(), others);
        return new SqlException(
                ErrorCode.UNKNOWN_SOURCE,
                "Connector '%s' does not exist.".formatted(name.text()),
                name.span(),
                guess.isEmpty() ? "SHOW CONNECTORS lists them." : guess);
    }
}
