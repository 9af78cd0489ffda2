// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** {@code demo-connector.json} with its placeholders filled from a {@code DATABASE_URL}. */
final class ConnectorFile {
    private ConnectorFile() {}

    static String filled(String databaseUrl) throws IOException {
        var uri = URI.create(databaseUrl);
        var credentials = uri.getRawUserInfo().split(":", 2);
        var values =
                Map.of(
                        "database.host", uri.getHost(),
                        "database.port", Integer.toString(uri.getPort()),
                        "database.name", decoded(uri.getRawPath().substring(1)),
                        "database.user", decoded(credentials[0]),
                        "database.password", decoded(credentials[1]));
        var json = resource("/demo-connector.json");
        for (var value : values.entrySet()) {
            json = json.replace("${" + value.getKey() + "}", quoted(value.getValue()));
        }
        return json;
    }

    /** A resource of the demo's jar as text. */
    static String resource(String name) throws IOException {
        try (var in = ConnectorFile.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the demo's jar has no " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String quoted(String text) {
        try {
            var withQuotes = new ObjectMapper().writeValueAsString(text);
            return withQuotes.substring(1, withQuotes.length() - 1);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a string can always be written", e);
        }
    }
}
