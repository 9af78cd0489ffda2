// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.health;

import dev.bottledwater.platform.Role;
import dev.bottledwater.server.health.PartHealth.Level;
import dev.bottledwater.server.web.Answer;
import dev.bottledwater.server.web.QueryString;
import dev.bottledwater.server.web.Route;
import dev.bottledwater.server.web.RoutedRequest;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code /health} is for whoever must not restart a process that waits for Kafka: always 200, one
 * word. {@code /health/ready} is 200 or 503; with {@code ?except=connectors}, for load balancers, a
 * connector that doesn't work leaves it at 200. Reasons are for users only.
 */
public final class HealthRoutes {
    private final Health health;

    private HealthRoutes(Health health) {
        this.health = health;
    }

    /** Returns the routes that tell a health. */
    public static List<Route> of(Health health) {
        HealthRoutes routes = new HealthRoutes(health);
        return List.of(
                Route.open("GET", "/health", routes::health),
                Route.open("GET", "/health/ready", routes::ready));
    }

    private void health(RoutedRequest request) throws IOException {
        answer(request, 200, health.parts());
    }

    private void ready(RoutedRequest request) throws IOException {
        String except =
                request.exchange()
                        .query()
                        .flatMap(query -> QueryString.parameter(query, "except"))
                        .orElse("");
        List<PartHealth> parts =
                health.parts().stream().filter(part -> !part.name().equals(except)).toList();
        answer(request, Health.worst(parts) == Level.READY ? 200 : 503, parts);
    }

    private static void answer(RoutedRequest request, int status, List<PartHealth> parts)
            throws IOException {
        String word = Health.worst(parts).word();
        String text =
                request.caller().may(Role.VIEWER)
                        ? word
                                + parts.stream()
                                        .map(HealthRoutes::line)
                                        .collect(Collectors.joining())
                        : word;
        request.exchange().answer(Answer.text(status, text + "\n"));
    }

    private static String line(PartHealth part) {
        String reason = part.reason().isEmpty() ? "" : ": " + part.reason();
        return "\n" + part.name() + " " + part.level().word() + reason;
    }
}
