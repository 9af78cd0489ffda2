// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.fake;

import dev.bottledwater.connect.WorkerState;
import dev.bottledwater.engine.EngineHealth;
import dev.bottledwater.engine.EngineState;
import dev.bottledwater.engine.SqlEngine;
import dev.bottledwater.platform.HttpSettings;
import dev.bottledwater.platform.Role;
import dev.bottledwater.platform.Secret;
import dev.bottledwater.platform.User;
import dev.bottledwater.server.auth.Authenticator;
import dev.bottledwater.server.auth.Cors;
import dev.bottledwater.server.auth.GuardedRoutes;
import dev.bottledwater.server.auth.SignInLimit;
import dev.bottledwater.server.connect.ConnectProxy;
import dev.bottledwater.server.connect.ConnectRoutes;
import dev.bottledwater.server.http.EdgeSettings;
import dev.bottledwater.server.http.HttpEdge;
import dev.bottledwater.server.ksql.EngineAccess;
import dev.bottledwater.server.ksql.KsqlRoutes;
import dev.bottledwater.server.ksql.rows.HourlyBandwidth;
import dev.bottledwater.server.ksql.rows.ResultSender;
import dev.bottledwater.server.metrics.ResultMetrics;
import dev.bottledwater.server.web.RequestLog;
import dev.bottledwater.server.web.Route;
import dev.bottledwater.server.web.Router;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The edge on a free port, in front of a fake engine, with a user of each role. */
public final class TestServer implements AutoCloseable {
    public static final List<User> USERS =
            List.of(
                    new User("admin", new Secret("a:dmin"), Role.ADMIN),
                    new User("ed", new Secret("edit"), Role.EDITOR),
                    new User("vi", new Secret("view"), Role.VIEWER));

    public final FakeSqlEngine engine = new FakeSqlEngine();
    public final ResultSender sender;
    public final HttpEdge edge;
    public volatile RequestLog log = _ -> {};
    public volatile WorkerState connect = new WorkerState.Starting();
    private final ConnectProxy proxy = new ConnectProxy(() -> connect);
    private final HttpClient client = HttpClient.newHttpClient();

    /** What it is, for limits within a time. */
    public volatile Instant now = Instant.parse("2026-11-24T12:00:00Z");

    private final InstantSource time = () -> now;

    public TestServer() {
        this(USERS, false, Duration.ofSeconds(20), List.of());
    }

    public TestServer(
            List<User> users, boolean insecureLocal, Duration heartbeat, List<Route> more) {
        this(users, insecureLocal, heartbeat, more, HttpSettings.onPort(0));
    }

    /** As settings of the port say. */
    public TestServer(HttpSettings http) {
        this(USERS, false, Duration.ofSeconds(20), List.of(), http);
    }

    private TestServer(
            List<User> users,
            boolean insecureLocal,
            Duration heartbeat,
            List<Route> more,
            HttpSettings http) {
        sender = new ResultSender(heartbeat, new ResultMetrics(), HourlyBandwidth.unlimited());
        List<Route> routes = new ArrayList<>(more);
        routes.addAll(KsqlRoutes.of(access(), sender, "8.3.1"));
        routes.addAll(ConnectRoutes.of(proxy));
        edge =
                new HttpEdge(
                        EdgeSettings.onPort(0, http.tls()),
                        new GuardedRoutes(
                                new Router(routes),
                                new Authenticator(users, insecureLocal),
                                new SignInLimit(http.trustedProxies(), time),
                                new Cors(http.corsOrigins()),
                                request -> log.served(request)));
        edge.start();
    }

    private EngineAccess access() {
        return new EngineAccess() {
            @Override
            public SqlEngine engine() {
                return engine;
            }

            @Override
            public EngineState state() {
                return engine.state();
            }

            @Override
            public EngineHealth health() {
                return engine.health();
            }

            @Override
            public String serviceId() {
                return engine.serviceId();
            }
        };
    }

    public URI uri(String path) {
        return URI.create("http://localhost:" + edge.port() + path);
    }

    /** A request by the admin, to be completed. */
    public HttpRequest.Builder request(String path) {
        return as("admin", "a:dmin", path);
    }

    public HttpRequest.Builder as(String user, String password, String path) {
        String pair =
                Base64.getEncoder()
                        .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(uri(path))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Authorization", "Basic " + pair);
    }

    public HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(
                request.timeout(Duration.ofSeconds(20)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    public HttpResponse<String> post(String path, String body)
            throws IOException, InterruptedException {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    @Override
    public void close() {
        client.shutdownNow();
        edge.close(Duration.ZERO);
        proxy.close();
    }
}
