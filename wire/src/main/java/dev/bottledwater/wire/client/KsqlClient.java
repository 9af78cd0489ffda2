// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire.client;

import com.fasterxml.jackson.databind.JsonNode;

import dev.bottledwater.wire.CloseQueryRequest;
import dev.bottledwater.wire.ErrorBody;
import dev.bottledwater.wire.HealthCheck;
import dev.bottledwater.wire.KsqlRequest;
import dev.bottledwater.wire.QueryStreamRequest;
import dev.bottledwater.wire.ServerInfo;
import dev.bottledwater.wire.WireJson;
import dev.bottledwater.wire.entity.CommandStatus;
import dev.bottledwater.wire.entity.KsqlEntity;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Calls one server, ours or a ksqlDB. Every method blocks until the answer is there, and throws
 * {@link RequestFailedException} when the server refuses and {@link ServerUnreachableException}
 * when no usable answer comes. Thread-safe.
 */
public final class KsqlClient implements AutoCloseable {
    private static final String V1 = "application/vnd.ksql.v1+json";
    private static final String DELIMITED = "application/vnd.ksqlapi.delimited.v1";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final int QUOTED_CHARACTERS = 200;

    private final URI server;
    private final @Nullable Credentials credentials;
    private final Duration timeout;
    private final HttpClient http;

    /**
     * @param server such as {@code http://localhost:8088}; a path in it is kept in front of all
     *     others
     * @param credentials null sends none
     * @param timeout how long to wait for an answer to begin
     */
    public KsqlClient(URI server, @Nullable Credentials credentials, Duration timeout) {
        String text = server.toString();
        this.server = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        this.credentials = credentials;
        this.timeout = timeout;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT_TIMEOUT)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .build();
    }

    /** Waits at most a minute for an answer to begin. */
    public KsqlClient(URI server, @Nullable Credentials credentials) {
        this(server, credentials, Duration.ofMinutes(1));
    }

    /** Returns the server's address without a slash at its end. */
    public URI server() {
        return server;
    }

    /** Runs statements other than SELECT and PRINT; returns their answers in order. */
    public List<KsqlEntity> makeKsqlRequest(KsqlRequest request) {
        try (InputStream body = post("/ksql", V1, request)) {
            return WireJson.readEntities(body.readAllBytes());
        } catch (IOException e) {
            throw QueryResult.broken(server, e);
        }
    }

    /** Runs one SELECT over {@code /query-stream}; deletions of a table's rows don't show. */
    public QueryResult streamQuery(QueryStreamRequest request) {
        return QueryResult.open(
                server, post("/query-stream", DELIMITED, request), ResultParser.Form.DELIMITED);
    }

    /** Runs one SELECT over {@code /query}, which also tells deletions of a table's rows. */
    public QueryResult query(KsqlRequest request) {
        return QueryResult.open(server, post("/query", V1, request), ResultParser.Form.V1);
    }

    /** Runs one PRINT. */
    public PrintedLines print(KsqlRequest request) {
        return new PrintedLines(server, post("/query", V1, request));
    }

    /**
     * Ends a push query of this server by its id.
     *
     * @return false when the server knows no such query
     */
    public boolean closeQuery(String queryId) {
        try (InputStream body = post("/close-query", V1, new CloseQueryRequest(queryId))) {
            body.readAllBytes();
            return true;
        } catch (RequestFailedException e) {
            if (e.status() == 400) {
                return false;
            }
            throw e;
        } catch (IOException e) {
            throw QueryResult.broken(server, e);
        }
    }

    public ServerInfo serverInfo() {
        return get("/info", ServerInfo.class);
    }

    public HealthCheck healthCheck() {
        return get("/healthcheck", HealthCheck.class);
    }

    /**
     * Returns the status of a command; empty when the server doesn't know it.
     *
     * @param commandId as {@link KsqlEntity.CurrentStatus#commandId()} tells it
     */
    public Optional<CommandStatus> commandStatus(String commandId) {
        String path =
                Stream.of(commandId.split("/", -1))
                        .map(KsqlClient::encode)
                        .collect(Collectors.joining("/"));
        try {
            return Optional.of(get("/status/" + path, CommandStatus.class));
        } catch (RequestFailedException e) {
            if (e.status() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Says whether requests may override the property of this name. */
    public boolean isValidProperty(String name) {
        try {
            return get("/is_valid_property/" + encode(name), Boolean.class);
        } catch (RequestFailedException e) {
            if (e.status() == 400) {
                return false;
            }
            throw e;
        }
    }

    private static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private <T> T get(String path, Class<T> type) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server + path))
                        .header("Accept", "application/json")
                        .GET();
        try (InputStream body = send(request)) {
            return WireJson.mapper().readValue(body, type);
        } catch (IOException e) {
            throw QueryResult.broken(server, e);
        }
    }

    private InputStream post(String path, String accept, Object document) {
        return send(
                HttpRequest.newBuilder(URI.create(server + path))
                        .header("Accept", accept)
                        .header("Content-Type", V1)
                        .POST(HttpRequest.BodyPublishers.ofString(WireJson.write(document))));
    }

    private InputStream send(HttpRequest.Builder request) {
        if (credentials != null) {
            credentials.authorize(request);
        }
        try {
            HttpResponse<InputStream> response =
                    http.send(
                            request.timeout(timeout).build(),
                            HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() == 200) {
                return response.body();
            }
            try (InputStream body = response.body()) {
                throw new RequestFailedException(
                        response.statusCode(), error(response.statusCode(), body.readAllBytes()));
            }
        } catch (IOException e) {
            String reason = e.getMessage() == null ? "connection refused" : e.getMessage();
            throw new ServerUnreachableException(
                    server,
                    "No answer from %s: %s. Check the URL, and that the server runs."
                            .formatted(server, reason),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerUnreachableException(
                    server, "The request to %s was interrupted.".formatted(server), e);
        }
    }

    private static ErrorBody error(int status, byte[] body) {
        try {
            JsonNode node = WireJson.mapper().readTree(body);
            if (node != null && node.hasNonNull("message")) {
                return WireJson.mapper().treeToValue(node, ErrorBody.class);
            }
        } catch (IOException e) {
            return ErrorBody.generic(status * 100, quoted(status, body));
        }
        return ErrorBody.generic(status * 100, quoted(status, body));
    }

    /** What a router or another server in front answers is no JSON, and still worth showing. */
    private static String quoted(int status, byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        String start =
                text.length() > QUOTED_CHARACTERS
                        ? text.substring(0, QUOTED_CHARACTERS) + "…"
                        : text;
        return start.isEmpty()
                ? "The server answered with HTTP status " + status + "."
                : "The server answered with HTTP status " + status + ": " + start;
    }

    /** Ends all requests and results of this client. */
    @Override
    public void close() {
        http.shutdownNow();
    }
}
