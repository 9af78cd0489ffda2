// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.connect;

import com.fasterxml.jackson.databind.JsonNode;

import dev.bottledwater.wire.WireJson;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** What is said of a request to Connect that isn't done yet, and goes on. */
final class SlowCall {
    private SlowCall() {}

    /**
     * @param path as Connect knows it
     * @param body of the request; empty for none
     */
    static String sentence(String method, String path, byte[] body, Duration patience) {
        List<String> segments = List.of(path.substring(1).split("/"));
        boolean connectors = segments.getFirst().equals("connectors");
        String name = connectors && segments.size() > 1 ? segments.get(1) : "";
        if (connectors && method.equals("POST") && segments.size() == 1) {
            name = nameIn(body);
        }
        if (name.isEmpty() || method.equals("GET")) {
            return "Connect hasn't answered %s %s within %d s. Try again in a few seconds."
                    .formatted(method, path, patience.toSeconds());
        }
        String doing =
                switch (method) {
                    case "POST" -> segments.size() == 1 ? "creating" : "busy with";
                    case "PUT", "PATCH" ->
                            segments.getLast().equals("config")
                                    ? "creating or changing"
                                    : "busy with";
                    case "DELETE" -> segments.size() == 2 ? "deleting" : "busy with";
                    default -> "busy with";
                };
        return "Connect is still %s the connector %s after %d s, and goes on: ask GET /connectors/%s/status, or send the same request again to wait for its end."
                .formatted(doing, name, patience.toSeconds(), name);
    }

    private static String nameIn(byte[] body) {
        try {
            JsonNode document = WireJson.mapper().readTree(body);
            return document == null
                    ? ""
                    : URLEncoder.encode(document.path("name").asText(), StandardCharsets.UTF_8)
                            .replace("+", "%20");
        } catch (IOException notJson) {
            return "";
        }
    }
}
