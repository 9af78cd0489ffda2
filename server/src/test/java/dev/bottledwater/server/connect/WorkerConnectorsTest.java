// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.connect.WorkerState;
import dev.bottledwater.engine.connector.Connector;
import dev.bottledwater.engine.connector.ConnectorException;
import dev.bottledwater.engine.connector.ConnectorPlugin;
import dev.bottledwater.engine.connector.Connectors;
import dev.bottledwater.platform.ConfigVars;
import dev.bottledwater.platform.Settings;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Map;

class WorkerConnectorsTest {
    private static final Map<String, String> CONFIG =
            Map.of("connector.class", "org.example.Odd", "odd.thing", "s3cret", "plain", "p");

    private FakeWorker worker;
    private WorkerState state;
    private ConnectProxy proxy;
    private Connectors connectors;

    @BeforeEach
    void start() throws IOException {
        worker = new FakeWorker();
        state = new WorkerState.Running(worker.uri());
        proxy = new ConnectProxy(() -> state);
        connectors = proxy.connectors();
    }

    @AfterEach
    void stop() {
        proxy.close();
        worker.close();
    }

    @Test
    void aConnectorIsCreatedFoundAndRemoved() {
        var created = connectors.create("orders", CONFIG);

        assertThat(worker.configs.get("orders").get("odd.thing").asText()).isEqualTo("s3cret");
        assertThat(created.config())
                .containsEntry("odd.thing", "********")
                .containsEntry("plain", "p");
        Connector found = connectors.find("orders").orElseThrow();
        assertThat(found.info().className()).isEqualTo("org.example.Odd");
        assertThat(found.info().config()).containsEntry("odd.thing", "********");
        assertThat(found.state()).isEqualTo(new Connector.RunState("RUNNING", "w:1", null));
        assertThat(found.tasks())
                .containsExactly(
                        new Connector.Task(0, new Connector.RunState("FAILED", "w:1", "it broke")));
        assertThat(found.summary()).isEqualTo("FAILED (0/1 tasks RUNNING)");
        assertThat(connectors.topics("orders")).containsExactly("shop.orders");
        assertThat(connectors.find("others")).isEmpty();
        assertThat(connectors.delete("orders")).isTrue();
        assertThat(connectors.delete("orders")).isFalse();
    }

    @Test
    void aWorkerElsewhereIsAskedWithItsPassword() {
        var url = worker.uri().toString().replace("http://", "http://me:hush@");
        var vars = Map.of("KAFKA_URL", "kafka://localhost:1", "KSQL_KSQL_CONNECT_URL", url);
        var settings = Settings.from(ConfigVars.of(vars));
        assertThat(settings.toString()).doesNotContain("hush");
        try (var remote = new RemoteWorker(settings.remoteConnect().orElseThrow())) {
            remote.connectors().create("orders", CONFIG);
            assertThat(remote.connectors().find("orders").orElseThrow().info().config())
                    .containsEntry("odd.thing", "********");
        }
        assertThat(worker.authorizations).isNotEmpty().containsOnly("Basic bWU6aHVzaA==");
    }

    @Test
    void anAddressThatIsNoWorkersIsSaid() {
        try (var remote = remote("elsewhere")) {
            var elsewhere = remote.connectors();
            assertThatThrownBy(() -> elsewhere.create("orders", CONFIG))
                    .isInstanceOfSatisfying(
                            ConnectorException.class, e -> assertThat(e.isOurs()).isTrue())
                    .hasMessage(
                            "What answers at %selsewhere isn't a Connect worker: POST /connectors gives 404. Set KSQL_KSQL_CONNECT_URL to the URL of a worker's REST API."
                                    .formatted(worker.uri()));
            assertThatThrownBy(elsewhere::plugins)
                    .hasMessageContaining("GET /connector-plugins gives 404.");
            assertThatThrownBy(elsewhere::all)
                    .hasMessageContaining("GET /connectors?expand=info&expand=status gives 404.");
        }
        try (var page = remote("page")) {
            assertThatThrownBy(page.connectors()::plugins)
                    .hasMessageContaining("GET /connector-plugins doesn't give JSON.");
            assertThatThrownBy(() -> page.connectors().delete("orders"))
                    .hasMessageContaining("DELETE /connectors/orders gives 302.");
        }
        assertThatThrownBy(() -> connectors.topics("nosuch"))
                .hasMessage("Connect has no connector 'nosuch'.");
    }

    private RemoteWorker remote(String path) {
        var url = worker.uri().toString().replace("http://", "http://me:hush@") + path;
        var vars = Map.of("KAFKA_URL", "kafka://localhost:1", "KSQL_KSQL_CONNECT_URL", url);
        return new RemoteWorker(Settings.from(ConfigVars.of(vars)).remoteConnect().orElseThrow());
    }

    @Test
    void pluginsAreListed() {
        assertThat(connectors.plugins())
                .containsExactly(new ConnectorPlugin("org.example.Odd", "source", "1.2"));
    }

    @Test
    void refusalsAreToldInConnectsWords() {
        assertThatThrownBy(() -> connectors.create("orders", Map.of("plain", "p")))
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.isOurs()).isFalse())
                .hasMessageContaining("Connector config has no connector type");
    }

    @Test
    void aWorkerThatDoesNotRunIsSaid() {
        state = new WorkerState.Starting();

        assertThatThrownBy(connectors::all)
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.isOurs()).isTrue())
                .hasMessage("Connect is starting. Try again in a few seconds.");
    }
}
