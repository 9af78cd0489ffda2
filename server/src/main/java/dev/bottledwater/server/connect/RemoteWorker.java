// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bottledwater.connect.WorkerState;
import dev.bottledwater.engine.connector.Connectors;
import dev.bottledwater.platform.RemoteConnectSettings;

import java.util.Base64;

/** A Connect worker elsewhere, for SQL's statements about connectors. */
public final class RemoteWorker implements AutoCloseable {
    private final WorkerHttp http;
    private final Connectors connectors;

    public RemoteWorker(RemoteConnectSettings settings) {
        this.http =
                new WorkerHttp(
                        settings.userInfo()
                                .map(
                                        info ->
                                                "Basic "
                                                        + Base64.getEncoder()
                                                                .encodeToString(
                                                                        info.value()
                                                                                .getBytes(UTF_8)))
                                .orElse(null));
        // Whether it runs is found out by asking it.
        var running = new WorkerState.Running(settings.url());
        this.connectors =
                new WorkerConnectors(
                        () -> running, http, new PasswordSettings(http), "KSQL_KSQL_CONNECT_URL");
    }

    /** The worker's connectors; works until this is closed. */
    public Connectors connectors() {
        return connectors;
    }

    @Override
    public void close() {
        http.close();
    }
}
