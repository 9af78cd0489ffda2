// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire.client;

import dev.bottledwater.wire.CloseQueryRequest;
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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;

/**
 * Calls one server, ours or a ksqlDB. Every method blocks until the answer is there, and throws
 * {@link RequestFailedException} when the server refuses and {@link ServerUnreachableException}
 * when no usable answer comes. Thread-safe.
 */
public final class KsqlClient implements AutoCloseable {
    /** How long a client waits for an answer to begin, unless it is told otherwise. */
    public static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(1);

    private final Transport transport;

    /**
     * @param server such as {@code http://localhost:8088}; a path in it is kept in front of all
     *     others
     * @param credentials null sends none
     * @param timeout how long to wait for an answer to begin
     */
    public KsqlClient(URI server, @Nullable Credentials credentials, Duration timeout) {
        this(server, credentials, timeout, null);
    }

    /**
     * As {@link #KsqlClient(URI, Credentials, Duration)}, with certificates of one's own.
     *
     * @param tls what to trust and to show; null for what Java does by default
     */
    public KsqlClient(
            URI server,
            @Nullable Credentials credentials,
            Duration timeout,
            @Nullable SSLContext tls) {
        this.transport = new Transport(server, credentials, timeout, tls);
    }

    /** Waits at most a minute for an answer to begin. */
    public KsqlClient(URI server, @Nullable Credentials credentials) {
        this(server, credentials, ANSWER_TIMEOUT);
    }

    /** Returns the server's address without a slash at its end. */
    public URI server() {
        return transport.server();
    }

    /** Runs statements other than SELECT and PRINT; returns their answers in order. */
    public List<KsqlEntity> makeKsqlRequest(KsqlRequest request) {
        try (InputStream body = transport.post("/ksql", Transport.V1, request)) {
            return WireJson.readEntities(body.readAllBytes());
        } catch (IOException e) {
            throw QueryResult.broken(server(), e);
        }
    }

    /** Runs one SELECT over {@code /query-stream}; deletions of a table's rows don't show. */
    public QueryResult streamQuery(QueryStreamRequest request) {
        return QueryResult.open(
                server(),
                transport.post("/query-stream", Transport.DELIMITED, request),
                ResultParser.Form.DELIMITED);
    }

    /** Runs one SELECT over {@code /query}, which also tells deletions of a table's rows. */
    public QueryResult query(KsqlRequest request) {
        return QueryResult.open(
                server(), transport.post("/query", Transport.V1, request), ResultParser.Form.V1);
    }

    /** Runs one PRINT. */
    public PrintedLines print(KsqlRequest request) {
        return new PrintedLines(server(), transport.post("/query", Transport.V1, request));
    }

    /**
     * Ends a push query of this server by its id.
     *
     * @return false when the server knows no such query
     */
    public boolean closeQuery(String queryId) {
        try (InputStream body =
                transport.post("/close-query", Transport.V1, new CloseQueryRequest(queryId))) {
            body.readAllBytes();
            return true;
        } catch (RequestFailedException e) {
            if (e.status() == 400) {
                return false;
            }
            throw e;
        } catch (IOException e) {
            throw QueryResult.broken(server(), e);
        }
    }

    /**
     * Returns a way to insert many rows into a stream or table, of which each is acknowledged.
     *
     * @param target its name; letters that aren't quoted with backquotes count as upper case
     */
    public InsertStream insertInto(String target) {
        return new InsertStream(transport, target);
    }

    /**
     * Inserts one row and waits until it is stored.
     *
     * @param row values by column; see {@link InsertStream#insert}
     * @throws RequestFailedException when it can't be stored
     */
    public void insert(String target, Map<String, ?> row) {
        try (InsertStream rows = insertInto(target)) {
            rows.insert(row);
        }
    }

    /** Returns what lists, describes and changes what the server has. */
    public KsqlAdmin admin() {
        return new KsqlAdmin(this);
    }

    /** Returns what the server says of itself. */
    public ServerInfo serverInfo() {
        return transport.get("/info", ServerInfo.class);
    }

    /** Returns how the server's parts are. */
    public HealthCheck healthCheck() {
        return transport.get("/healthcheck", HealthCheck.class);
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
            return Optional.of(transport.get("/status/" + path, CommandStatus.class));
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
            return transport.get("/is_valid_property/" + encode(name), Boolean.class);
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

    /** Ends all requests and results of this client. */
    @Override
    public void close() {
        transport.close();
    }
}
