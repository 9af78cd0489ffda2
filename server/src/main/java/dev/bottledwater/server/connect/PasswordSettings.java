// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.connect;

import com.fasterxml.jackson.databind.JsonNode;

import dev.bottledwater.server.web.RefusedException;
import dev.bottledwater.wire.WireJson;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Asks the worker which settings of a connector class are of type PASSWORD, once per class. */
final class PasswordSettings {
    private final WorkerHttp worker;
    private final Map<String, Set<String>> known = new ConcurrentHashMap<>();

    PasswordSettings(WorkerHttp worker) {
        this.worker = worker;
    }

    /** Empty when the worker doesn't know the class; it is asked again then. */
    Set<String> of(URI base, String connectorClass) {
        Set<String> cached = known.get(connectorClass);
        if (cached != null) {
            return cached;
        }
        String path =
                "/connector-plugins/"
                        + URLEncoder.encode(connectorClass, StandardCharsets.UTF_8)
                        + "/config";
        try {
            WorkerHttp.Reply reply = worker.get(base, path);
            if (reply.status() != 200) {
                return Set.of();
            }
            Set<String> names = names(WireJson.mapper().readTree(reply.body()));
            known.put(connectorClass, names);
            return names;
        } catch (IOException | RefusedException e) {
            // Names alone decide then, as they do for settings that nobody declares.
            return Set.of();
        }
    }

    private static Set<String> names(JsonNode definitions) {
        return StreamSupport.stream(definitions.spliterator(), false)
                .filter(definition -> definition.path("type").asText().equals("PASSWORD"))
                .map(definition -> definition.path("name").asText())
                .collect(Collectors.toUnmodifiableSet());
    }
}
