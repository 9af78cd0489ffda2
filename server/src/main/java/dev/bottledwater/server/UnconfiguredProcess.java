// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server;

import dev.bottledwater.platform.Problem;
import dev.bottledwater.platform.Role;
import dev.bottledwater.platform.UnusableSettings;
import dev.bottledwater.server.auth.Authenticator;
import dev.bottledwater.server.auth.Cors;
import dev.bottledwater.server.auth.GuardedRoutes;
import dev.bottledwater.server.auth.SignInLimit;
import dev.bottledwater.server.health.Health;
import dev.bottledwater.server.health.HealthRoutes;
import dev.bottledwater.server.health.PartHealth;
import dev.bottledwater.server.http.EdgeSettings;
import dev.bottledwater.server.http.EdgeStartException;
import dev.bottledwater.server.http.HttpEdge;
import dev.bottledwater.server.metrics.HttpMetrics;
import dev.bottledwater.server.web.RefusedException;
import dev.bottledwater.server.web.Route;
import dev.bottledwater.server.web.Router;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The process where the config vars can't be used: it binds the port and says what is wrong with
 * them. The platform starts another one when they change.
 */
public final class UnconfiguredProcess implements AutoCloseable {
    private static final int NOT_READY = 50302;
    private static final Duration DRAIN = Duration.ofSeconds(3);

    private final HttpEdge edge;

    private UnconfiguredProcess(UnusableSettings settings) {
        this.edge =
                new HttpEdge(
                        EdgeSettings.onPort(settings.http().port(), settings.http().tls()),
                        new GuardedRoutes(
                                new Router(routes(settings)),
                                new Authenticator(settings.users(), false),
                                new SignInLimit(
                                        settings.http().trustedProxies(), InstantSource.system()),
                                new Cors(Set.of()),
                                new HttpMetrics()));
    }

    /**
     * Binds the port.
     *
     * @throws EdgeStartException when it can't be had, with one sentence that says why
     */
    public static UnconfiguredProcess start(UnusableSettings settings) {
        UnconfiguredProcess process = new UnconfiguredProcess(settings);
        process.edge.start();
        return process;
    }

    private static List<Route> routes(UnusableSettings settings) {
        String wrong =
                settings.problems().stream()
                        .map(Problem::toString)
                        .collect(Collectors.joining(" "));
        List<Route> routes =
                new ArrayList<>(
                        HealthRoutes.of(
                                new Health(List.of(() -> PartHealth.degraded("config", wrong)))));
        for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE")) {
            routes.add(
                    Route.ksql(
                            method,
                            "/**",
                            Role.VIEWER,
                            _ -> {
                                throw RefusedException.generic(
                                        NOT_READY,
                                        "The server can't start with these config vars. " + wrong);
                            }));
        }
        return routes;
    }

    /** The port that is bound. */
    public int port() {
        return edge.port();
    }

    @Override
    public void close() {
        edge.stopAccepting();
        edge.close(DRAIN);
    }
}
