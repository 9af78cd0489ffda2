// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.bottledwater.connect.watch.ConnectorProblem;
import dev.bottledwater.platform.Role;
import dev.bottledwater.server.health.PartHealth;
import dev.bottledwater.server.web.Answer;
import dev.bottledwater.server.web.Route;
import dev.bottledwater.wire.WireJson;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What is wrong with connectors, for people and programs; without secrets. */
public final class ConnectorProblems {
    /** More than these would hide each other in a line. */
    private static final int SHOWN = 5;

    private static final String NEXT = "next_restart";
    private static final String WARNING = "warning";

    private ConnectorProblems() {}

    /** {@code GET /connect/problems}: an array, empty where all is well. */
    public static Route route(Supplier<List<ConnectorProblem>> problems) {
        return Route.connect(
                "GET",
                "/connect/problems",
                Role.VIEWER,
                request ->
                        request.exchange()
                                .answer(Answer.json(200, json(problems.get()).toString())));
    }

    /** The health of all connectors, which warnings leave as it is. */
    public static PartHealth health(List<ConnectorProblem> found) {
        List<ConnectorProblem> problems =
                found.stream().filter(problem -> !problem.warning()).toList();
        if (problems.isEmpty()) {
            return PartHealth.ready("connectors");
        }
        String shown =
                problems.stream()
                        .limit(SHOWN)
                        .map(problem -> SecretSettings.redact(problem.toString()))
                        .collect(Collectors.joining(" "));
        int more = problems.size() - SHOWN;
        return PartHealth.degraded(
                "connectors",
                more > 0
                        ? "%s And %d more: bottled-water connect status.".formatted(shown, more)
                        : shown);
    }

    /** As the route answers, and as instances tell each other. */
    public static JsonNode json(List<ConnectorProblem> problems) {
        ArrayNode array = WireJson.mapper().createArrayNode();
        for (ConnectorProblem problem : problems) {
            Instant next = problem.nextRestart();
            ObjectNode one =
                    array.addObject()
                            .put("connector", problem.connector())
                            .put("task", problem.task())
                            .put("problem", SecretSettings.redact(problem.problem()))
                            .put("remedy", SecretSettings.redact(problem.remedy()))
                            .put("restarts", problem.restarts())
                            .put(NEXT, next == null ? null : next.toString());
            if (problem.warning()) {
                one.put(WARNING, true);
            }
        }
        return array;
    }

    /**
     * Reads what {@link #json} wrote.
     *
     * @throws IOException where it isn't that
     */
    public static List<ConnectorProblem> read(byte[] json) throws IOException {
        List<ConnectorProblem> problems = new ArrayList<>();
        for (JsonNode one : WireJson.mapper().readTree(json)) {
            problems.add(
                    new ConnectorProblem(
                            one.path("connector").asText(),
                            one.path("task").asInt(ConnectorProblem.NO_TASK),
                            one.path("problem").asText(),
                            one.path("remedy").asText(),
                            one.path("restarts").asInt(),
                            instant(one.path(NEXT)),
                            one.path(WARNING).asBoolean()));
        }
        return problems;
    }

    private static @Nullable Instant instant(JsonNode node) throws IOException {
        try {
            return node.isTextual() ? Instant.parse(node.textValue()) : null;
        } catch (java.time.format.DateTimeParseException e) {
            throw new IOException("no time: " + node, e);
        }
    }
}
