// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.connect;

import dev.bottledwater.platform.Role;
import dev.bottledwater.server.web.Endpoint;
import dev.bottledwater.server.web.RefusedException;
import dev.bottledwater.server.web.Route;

import java.util.ArrayList;
import java.util.List;

/** The routes of Connect's REST API, where Connect's clients expect them. */
public final class ConnectRoutes {
    private static final List<String> PREFIXES = List.of("/connectors/**", "/connector-plugins/**");
    private static final List<String> WRITING = List.of("POST", "PUT", "PATCH", "DELETE");
    private static final int NOT_FOUND = 40400;

    private ConnectRoutes() {}

    /** Returns the routes in front of a worker. */
    public static List<Route> of(Endpoint proxy) {
        List<Route> routes = new ArrayList<>();
        for (String prefix : PREFIXES) {
            routes.add(Route.connect("GET", prefix, Role.VIEWER, proxy));
            WRITING.forEach(
                    method -> routes.add(Route.connect(method, prefix, Role.EDITOR, proxy)));
        }
        routes.add(Route.connect("GET", "/admin/**", Role.ADMIN, proxy));
        WRITING.forEach(
                method -> routes.add(Route.connect(method, "/admin/**", Role.ADMIN, proxy)));
        routes.add(Route.connect("GET", "/connect", Role.VIEWER, proxy));
        routes.add(Route.connect("GET", "/connect/health", Role.VIEWER, proxy));
        return routes;
    }

    /** The routes of a process that runs SQL alone. */
    public static List<Route> absent() {
        return of(
                _ -> {
                    throw RefusedException.generic(
                            NOT_FOUND,
                            "This process runs SQL alone. Connectors are served by one that runs"
                                    + " without --only ksql.");
                });
    }
}
