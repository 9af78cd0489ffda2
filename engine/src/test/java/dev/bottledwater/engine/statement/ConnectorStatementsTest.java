// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.engine.connector.Connector;
import dev.bottledwater.engine.connector.ConnectorException;
import dev.bottledwater.engine.connector.ConnectorInfo;
import dev.bottledwater.engine.connector.ConnectorPlugin;
import dev.bottledwater.engine.connector.Connectors;
import dev.bottledwater.engine.result.StatementResult;
import dev.bottledwater.sql.ast.ConnectorStatement.CreateConnector;
import dev.bottledwater.sql.ast.ConnectorStatement.DropConnector;
import dev.bottledwater.sql.parse.SqlParser;

import org.junit.jupiter.api.Test;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

class ConnectorStatementsTest {
    private static final String CREATE =
            "CREATE SOURCE CONNECTOR %s orders WITH ('connector.class'='Odd', 'tasks.max'=2, 'odd.password'='s3cret', 'on'=true);";

    private final TreeMap<String, Map<String, String>> made = new TreeMap<>();
    private final ConnectorExecution execution = new ConnectorExecution(new InMemory());

    private final class InMemory implements Connectors {
        private Connector connector(String name) {
            return new Connector(
                    new ConnectorInfo(
                            name, "source", new LinkedHashMap<>(made.get(name)), List.of()),
                    new Connector.RunState("RUNNING", "w", null),
                    List.of());
        }

        @Override
        public List<Connector> all() {
            return made.keySet().stream().map(this::connector).toList();
        }

        @Override
        public Optional<Connector> find(String name) {
            return made.containsKey(name) ? Optional.of(connector(name)) : Optional.empty();
        }

        @Override
        public ConnectorInfo create(String name, Map<String, String> config) {
            made.put(name, config);
            return connector(name).info();
        }

        @Override
        public boolean delete(String name) {
            return made.remove(name) != null;
        }

        @Override
        public List<String> topics(String name) {
            return List.of();
        }

        @Override
        public List<ConnectorPlugin> plugins() {
            return List.of();
        }
    }

    private StatementResult run(String sql) {
        var prepared =
                switch (SqlParser.parseSingle(sql)) {
                    case CreateConnector s -> execution.create(s);
                    case DropConnector s -> execution.drop(sql, s);
                    default -> throw new IllegalArgumentException(sql);
                };
        return ((Prepared.Action) prepared).run().get().orElseThrow();
    }

    @Test
    void settingsReachConnectAsTextAndStayOutOfAnswers() {
        var created = (StatementResult.ConnectorCreated) run(CREATE.formatted(""));

        assertThat(made)
                .isEqualTo(
                        Map.of(
                                "ORDERS",
                                Map.of(
                                        "connector.class", "Odd",
                                        "tasks.max", "2",
                                        "odd.password", "s3cret",
                                        "on", "true")));
        assertThat(created.statementText()).contains("'Odd'").doesNotContain("s3cret");
    }

    @Test
    void namesAreTakenOnce() {
        run(CREATE.formatted(""));

        assertThat(run(CREATE.formatted("IF NOT EXISTS")))
                .isInstanceOfSatisfying(
                        StatementResult.Warning.class,
                        w -> assertThat(w.message()).isEqualTo("Connector ORDERS already exists"));
        assertThatThrownBy(() -> run(CREATE.formatted("")))
                .hasMessage("Failed to create connector: Connector ORDERS already exists");
    }

    @Test
    void whatIsThereIsDropped() {
        run(CREATE.formatted(""));

        assertThat(run("DROP CONNECTOR orders;"))
                .isEqualTo(
                        new StatementResult.ConnectorDropped("DROP CONNECTOR orders;", "ORDERS"));
        assertThat(made).isEmpty();
        assertThat(run("DROP CONNECTOR IF EXISTS orders;"))
                .isInstanceOf(StatementResult.Warning.class);
        assertThatThrownBy(() -> run("DROP CONNECTOR orders;"))
                .hasMessage("Connector 'ORDERS' does not exist.");
    }

    @Test
    void aProcessWithoutConnectSaysSo() {
        assertThatThrownBy(() -> Connectors.none().all())
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("--only ksql");
    }
}
