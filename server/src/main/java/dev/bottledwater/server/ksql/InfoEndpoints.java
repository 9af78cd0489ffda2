// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql;

import dev.bottledwater.engine.EngineHealth;
import dev.bottledwater.engine.EngineState;
import dev.bottledwater.server.web.RoutedRequest;
import dev.bottledwater.wire.HealthCheck;
import dev.bottledwater.wire.ServerInfo;
import dev.bottledwater.wire.ServerMetadata;
import dev.bottledwater.wire.WireJson;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** What the server says about itself; it always has something to say. */
final class InfoEndpoints {
    private final EngineAccess access;
    private final String version;

    InfoEndpoints(EngineAccess access, String version) {
        this.access = access;
        this.version = version;
    }

    void info(RoutedRequest request) throws IOException {
        String status =
                switch (access.state()) {
                    case EngineState.Starting _ -> "STARTING";
                    case EngineState.Running _ -> "RUNNING";
                    case EngineState.Degraded _ -> "DEGRADED";
                    case EngineState.Stopped _ -> "TERMINATED";
                };
        answer(
                request,
                new ServerInfo(
                        new ServerInfo.Details(
                                version, kafkaClusterId(), access.serviceId(), status)));
    }

    void healthCheck(RoutedRequest request) throws IOException {
        EngineHealth health = access.health();
        SequencedMap<String, HealthCheck.Detail> details = new LinkedHashMap<>();
        details.put("metastore", new HealthCheck.Detail(health.catalogKnown()));
        details.put("kafka", new HealthCheck.Detail(health.kafkaReachable()));
        details.put("commandRunner", new HealthCheck.Detail(health.changeable()));
        String state =
                switch (access.state()) {
                    case EngineState.Starting _ -> "NOT_READY";
                    case EngineState.Running _, EngineState.Degraded _ -> "READY";
                    case EngineState.Stopped _ -> "TERMINATED";
                };
        answer(request, new HealthCheck(health.isWhole(), details, state));
    }

    void metadata(RoutedRequest request) throws IOException {
        answer(request, new ServerMetadata(version, clusterId()));
    }

    void metadataId(RoutedRequest request) throws IOException {
        answer(request, clusterId());
    }

    private ServerMetadata.ClusterId clusterId() {
        return ServerMetadata.ClusterId.of(kafkaClusterId(), access.serviceId());
    }

    /** Asking an engine that is starting could block. */
    private String kafkaClusterId() {
        return access.state() instanceof EngineState.Running
                ? access.engine().kafkaClusterId()
                : "";
    }

    private static void answer(RoutedRequest request, Object document) throws IOException {
        JsonAnswers.answer(request.exchange(), WireJson.write(document));
    }
}
