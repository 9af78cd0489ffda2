// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.bottledwater.server.web.RefusedException;
import dev.bottledwater.wire.WireJson;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Puts stored values back where a client sends masks that it has read before. */
final class StoredSecrets {
    private static final int BAD_REQUEST = 40000;
    private static final String NAME = "name";

    private final WorkerHttp worker;

    StoredSecrets(WorkerHttp worker) {
        this.worker = worker;
    }

    /**
     * Returns the body with every mask in its config replaced; a body without masks as it is.
     *
     * @throws RefusedException when a mask stands where nothing is stored
     */
    byte[] restore(URI base, ConfigPath path, byte[] body) throws IOException {
        if (!(parse(body) instanceof ObjectNode document)) {
            return body;
        }
        JsonNode inner = path.wrapped() ? document.path("config") : document;
        if (!(inner instanceof ObjectNode config)) {
            return body;
        }
        List<String> masked =
                config.properties().stream()
                        .filter(field -> field.getValue().asText().equals(SecretSettings.MASK))
                        .map(java.util.Map.Entry::getKey)
                        .toList();
        if (masked.isEmpty()) {
            return body;
        }
        Optional<String> connector =
                path.connector(document.path(NAME).asText(config.path(NAME).asText()));
        JsonNode stored =
                connector.isPresent()
                        ? stored(base, connector.get())
                        : WireJson.mapper().createObjectNode();
        for (String setting : masked) {
            if (!stored.has(setting)) {
                throw RefusedException.generic(
                        BAD_REQUEST,
                        "The setting '%s' is '%s', which stands for the stored value, but none is stored. Send the value itself."
                                .formatted(setting, SecretSettings.MASK));
            }
            config.set(setting, stored.get(setting));
        }
        return WireJson.mapper().writeValueAsBytes(document);
    }

    /** Connect explains best what is wrong with a body that isn't JSON. */
    private static JsonNode parse(byte[] body) throws IOException {
        try {
            return WireJson.mapper().readTree(body);
        } catch (JsonProcessingException e) {
            return WireJson.mapper().missingNode();
        }
    }

    private JsonNode stored(URI base, String rawName) throws IOException {
        WorkerHttp.Reply reply = worker.get(base, "/connectors/" + rawName + "/config");
        return reply.status() == 200
                ? WireJson.mapper().readTree(reply.body())
                : WireJson.mapper().createObjectNode();
    }

    /**
     * A path that takes configs.
     *
     * @param wrapped whether the config is a field of the body and not the body itself
     * @param rawName the connector's name in the path, as sent; empty when the body has it
     */
    record ConfigPath(boolean wrapped, Optional<String> rawName) {

        /** Empty when requests to the path have no config in their bodies. */
        static Optional<ConfigPath> of(String method, String path) {
            List<String> segments = List.of(path.substring(1).split("/"));
            return switch (method) {
                case "POST" ->
                        segments.equals(List.of("connectors"))
                                ? Optional.of(new ConfigPath(true, Optional.empty()))
                                : Optional.empty();
                case "PUT", "PATCH" -> {
                    if (segments.size() == 3
                            && segments.get(0).equals("connectors")
                            && segments.get(2).equals("config")) {
                        yield Optional.of(new ConfigPath(false, Optional.of(segments.get(1))));
                    }
                    yield segments.getFirst().equals("connector-plugins")
                            ? Optional.of(new ConfigPath(false, Optional.empty()))
                            : Optional.empty();
                }
                default -> Optional.empty();
            };
        }

        private Optional<String> connector(String nameInBody) {
            if (rawName.isPresent() || nameInBody.isEmpty()) {
                return rawName;
            }
            return Optional.of(
                    URLEncoder.encode(nameInBody, StandardCharsets.UTF_8).replace("+", "%20"));
        }
    }
}
