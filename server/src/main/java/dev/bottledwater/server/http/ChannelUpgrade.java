// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.http;

import dev.bottledwater.server.web.MessageChannel;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes channels of requests whose clients ask for WebSocket. */
final class ChannelUpgrade {
    /** Clients have nothing to say but protocol frames. */
    private static final int LARGEST_FRAME = 64 * 1024;

    private final WebSocketMappings mappings;
    private final Duration idleTimeout;
    private final AtomicInteger open = new AtomicInteger();

    ChannelUpgrade(Server server, Duration idleTimeout) {
        this.mappings =
                new WebSocketMappings(WebSocketServerComponents.ensureWebSocketComponents(server));
        this.idleTimeout = idleTimeout;
    }

    /** How many channels are being written to. */
    int open() {
        return open.get();
    }

    /**
     * Answers the handshake; the writer begins once the connection has changed its protocol.
     *
     * @return false where the client doesn't ask for it, and nothing was answered
     */
    boolean upgrade(
            Request request, Response response, Callback callback, MessageChannel.Writer writer) {
        return mappings.upgrade(
                (_, answer, _) -> {
                    // Compression keeps two windows for each client.
                    answer.setExtensions(List.of());
                    open.incrementAndGet();
                    return new JettyChannel(writer, open::decrementAndGet);
                },
                request,
                response,
                callback,
                this::configure);
    }

    private void configure(Configuration channel) {
        channel.setIdleTimeout(idleTimeout);
        channel.setMaxFrameSize(LARGEST_FRAME);
        channel.setAutoFragment(true);
    }
}
