// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

import org.apache.kafka.connect.runtime.rest.ConnectRestServer;
import org.apache.kafka.connect.runtime.rest.RestClient;
import org.eclipse.jetty.server.Server;

import java.net.URI;
import java.util.Map;

/** Connect's REST server without its own ideas of how and when this process ends. */
final class LoopbackRestServer extends ConnectRestServer {
    private static final long STOP_TIMEOUT_MS = 2_000;
    private static final String ANY_LOOPBACK_PORT = "http://127.0.0.1:0";

    LoopbackRestServer(int rebalanceTimeoutMs, RestClient restClient, Map<?, ?> properties) {
        super(rebalanceTimeoutMs, restClient, properties);
    }

    /**
     * Connect's server would stop itself by a shutdown hook of its own, before its turn, and wait
     * up to 60 seconds for requests under way, twice what a dyno is given to end. A connector that
     * is made and never opened is the public way to it.
     */
    @Override
    public void initializeServer() {
        super.initializeServer();
        Server server = createConnector(ANY_LOOPBACK_PORT).getServer();
        server.setStopAtShutdown(false);
        server.setStopTimeout(STOP_TIMEOUT_MS);
    }

    /**
     * @return where this process reaches the server; other than {@link #advertisedUrl()}, which is
     *     a name for siblings
     */
    URI loopbackUri() {
        return URI.create("http://127.0.0.1:" + serverUrl().getPort());
    }
}
