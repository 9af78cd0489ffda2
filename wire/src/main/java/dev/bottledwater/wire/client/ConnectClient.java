// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import dev.bottledwater.wire.WireJson;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Calls the REST API of Kafka Connect that a server offers. Every method blocks until the answer is
 * there, and throws {@link RequestFailedException} when the server refuses and {@link
 * ServerUnreachableException} when no usable answer comes. Thread-safe.
 */
public final class ConnectClient implements AutoCloseable {
    /** Connect itself gives up after 90 seconds. */
    private static final Duration TIMEOUT = Duration.ofSeconds(95);

    private final Transport transport;

    /**
     * @param server such as {@code http://localhost:8088}; a path in it is kept in front of all
     *     others
     * @param credentials null sends none
     */
    public ConnectClient(URI server, @Nullable Credentials credentials) {
        this.transport = new Transport(server, credentials, TIMEOUT, null);
    }

    /** Returns the server's address without a slash at its end. */
    public URI server() {
        return transport.server();
    }

    /** Reads a document. */
    public JsonNode get(String path) {
        return send("GET", path, null);
    }

    /**
     * Sends a request.
     *
     * @param path begins with a slash, encoded, with the query if there is one
     * @param body null for none
     * @return the answer; a missing node where it is empty
     */
    public JsonNode send(String method, String path, @Nullable JsonNode body) {
        byte[] document = body == null ? null : body.toString().getBytes(StandardCharsets.UTF_8);
        try (InputStream answer = transport.send(method, path, document)) {
            byte[] content = answer.readAllBytes();
            return content.length == 0
                    ? MissingNode.getInstance()
                    : WireJson.mapper().readTree(content);
        } catch (IOException e) {
            throw new ServerUnreachableException(
                    server(), "What answers at %s isn't Kafka Connect.".formatted(server()), e);
        }
    }

    /** Ends all requests of this client. */
    @Override
    public void close() {
        transport.close();
    }
}
