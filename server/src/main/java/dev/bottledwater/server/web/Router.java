// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the route of a request: the first of its list that fits. */
public final class Router {
    private final List<Route> routes;

    public Router(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    /** A route with the decoded segments that its pattern names. */
    public record Match(Route route, Map<String, String> parameters) {}

    /** Finds the route of a request by its method and its path as sent. */
    public Optional<Match> find(String method, String path) {
        String sought = method.equals("HEAD") ? "GET" : method;
        List<String> segments = PathPattern.split(path);
        for (Route route : routes) {
            if (route.method().equals(sought)) {
                Optional<Map<String, String>> parameters = route.path().match(segments);
                if (parameters.isPresent()) {
                    return Optional.of(new Match(route, parameters.get()));
                }
            }
        }
        return Optional.empty();
    }
}
