// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql;

import static dev.bottledwater.platform.Role.ADMIN;
import static dev.bottledwater.platform.Role.EDITOR;
import static dev.bottledwater.platform.Role.VIEWER;

import dev.bottledwater.server.ksql.rows.ResultSender;
import dev.bottledwater.server.web.Answer;
import dev.bottledwater.server.web.Endpoint;
import dev.bottledwater.server.web.RefusedException;
import dev.bottledwater.server.web.Route;

import java.util.List;

/** The routes of the KSQL API. */
public final class KsqlRoutes {
    private static final int NOT_FOUND = 40400;

    private KsqlRoutes() {}

    /**
     * Returns the routes in front of an engine.
     *
     * @param version what the server says of its version
     */
    public static List<Route> of(EngineAccess access, ResultSender sender, String version) {
        QueryEndpoints queries = new QueryEndpoints(access, sender);
        LookupEndpoints lookups = new LookupEndpoints(access);
        InfoEndpoints infos = new InfoEndpoints(access, version);
        return List.of(
                Route.ksql("GET", "/", VIEWER, redirect("/info")),
                Route.ksql("GET", "/info", VIEWER, infos::info),
                Route.ksql("GET", "/healthcheck", VIEWER, infos::healthCheck),
                Route.ksql("GET", "/v1/metadata", VIEWER, infos::metadata),
                Route.ksql("GET", "/v1/metadata/id", VIEWER, infos::metadataId),
                Route.ksql("GET", "/clusterStatus", VIEWER, new ClusterStatusEndpoint(access)),
                Route.ksql("POST", "/ksql", VIEWER, new StatementsEndpoint(access)),
                Route.ksql(
                        "POST",
                        "/query",
                        VIEWER,
                        Endpoint.of(queries::queryAtOnce, queries::query)),
                Route.ksql(
                        "POST",
                        "/query-stream",
                        VIEWER,
                        Endpoint.of(queries::queryStreamAtOnce, queries::queryStream)),
                Route.ksql("POST", "/close-query", VIEWER, lookups::closeQuery),
                Route.ksql("GET", "/status", VIEWER, lookups::statuses),
                Route.ksql("GET", "/status/{type}/{entity}/{action}", VIEWER, lookups::status),
                Route.ksql("GET", "/is_valid_property/{name}", VIEWER, lookups::isValidProperty),
                Route.ksql("POST", "/inserts-stream", EDITOR, new InsertsEndpoint(access)),
                Route.ksql("POST", "/ksql/terminate", ADMIN, new TerminateEndpoint(access)),
                Route.ksql("GET", "/ws/query", VIEWER, new ChannelEndpoint(access, sender)));
    }

    /** The routes of a process that runs Connect alone. */
    public static List<Route> absent() {
        Endpoint absent =
                missing(
                        NOT_FOUND,
                        "This process runs Connect alone. SQL is served by one that runs without"
                                + " --only connect.");
        return List.of(
                Route.ksql("GET", "/", VIEWER, redirect("/connect/")),
                Route.ksql("GET", "/info", VIEWER, absent),
                Route.ksql("POST", "/ksql", VIEWER, absent),
                Route.ksql("POST", "/query", VIEWER, absent),
                Route.ksql("POST", "/query-stream", VIEWER, absent));
    }

    private static Endpoint redirect(String to) {
        return request -> request.exchange().answer(Answer.empty(307).with("Location", to));
    }

    private static Endpoint missing(int code, String message) {
        return _ -> {
            throw RefusedException.generic(code, message);
        };
    }
}
