// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

import dev.bottledwater.engine.registry.SchemaRegistryException.Reason;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Objects;

/**
 * Asks the servers of a registry over HTTP. A server that doesn't answer, or that says it can't
 * now, is followed by the next; only when none can is the question given up.
 */
final class RegistryHttp {
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    /** Far above any schema; keeps a wrong address from filling the memory. */
    private static final int LONGEST_ANSWER = 16 << 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** One server's answer; the body is missing where it isn't JSON. */
    record Answer(URI server, int status, JsonNode body) {
        /** The registry's own number of an error, such as 40401; 0 where it says none. */
        int errorCode() {
            return body.path("error_code").asInt(0);
        }

        /** The registry's words, in one line. */
        String message() {
            var words = body.path("message").asText("").lines().findFirst().orElse("").strip();
            return words.isEmpty() ? "HTTP status " + status : words;
        }

        /** Whether another server, or this one later, may do what was asked. */
        boolean temporary() {
            return status == 408 || status == 429 || status >= 500;
        }
    }

    private final RegistryServer server;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_TIMEOUT)
                    // A redirect would carry the password to another host.
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();

    RegistryHttp(RegistryServer server) {
        this.server = server;
    }

    /**
     * @param path from the registry's root, percent-encoded, without a slash in front
     * @param body null sends none
     * @throws SchemaRegistryException when no server answers, or the credentials are refused
     */
    Answer ask(String method, String path, @Nullable JsonNode body) {
        SchemaRegistryException failure = null;
        for (var url : server.urls()) {
            try {
                var answer = ask(url, method, path, body);
                if (!answer.temporary()) {
                    return checked(answer);
                }
                failure = unreachable(url, "it answers: " + answer.message(), failure);
            } catch (IOException e) {
                failure = unreachable(url, reason(e), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw unreachable(url, "the request was interrupted", e);
            }
        }
        throw Objects.requireNonNull(failure, "a registry has at least one URL");
    }

    /** The JDK's client gives no message where nothing listens, or no host has the name. */
    private static String reason(IOException e) {
        return switch (e) {
            case HttpConnectTimeoutException _ -> "it didn't take the connection in time";
            case HttpTimeoutException _ -> "it didn't answer in time";
            case ConnectException c when c.getMessage() == null ->
                    c.getCause() != null
                                            && c.getCause().getCause()
                                                    instanceof UnresolvedAddressException
                                    || c.getCause() instanceof UnresolvedAddressException
                            ? "no address has this name"
                            : "the connection was refused";
            default -> e.getMessage() == null ? "the connection broke" : e.getMessage();
        };
    }

    private Answer ask(URI url, String method, String path, @Nullable JsonNode body)
            throws IOException, InterruptedException {
        var base = url.toString();
        var target = URI.create(base.endsWith("/") ? base + path : base + "/" + path);
        var request =
                HttpRequest.newBuilder(target)
                        .timeout(REQUEST_TIMEOUT)
                        .header("Accept", MEDIA_TYPE + ", application/json")
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        if (body != null) {
            request.header("Content-Type", MEDIA_TYPE);
        }
        var authorization = server.authorization();
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        HttpResponse<InputStream> response =
                client.send(request.build(), BodyHandlers.ofInputStream());
        try (var in = response.body()) {
            return new Answer(url, response.statusCode(), parsed(in.readNBytes(LONGEST_ANSWER)));
        }
    }

    private static JsonNode parsed(byte[] body) throws IOException {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            // Proxies answer in HTML; the status says enough.
            return MissingNode.getInstance();
        }
    }

    private static Answer checked(Answer answer) {
        if (answer.status() == 401 || answer.status() == 403) {
            throw new SchemaRegistryException(
                    Reason.DENIED,
                    "The schema registry at "
                            + answer.server()
                            + " refuses these credentials ("
                            + answer.message()
                            + "): check SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO and what the user may do.",
                    null);
        }
        if (answer.status() >= 300 && answer.status() < 400) {
            throw new SchemaRegistryException(
                    Reason.REFUSED,
                    "The schema registry at "
                            + answer.server()
                            + " answers with a redirect: set SCHEMA_REGISTRY_URL to the address that it leads to.",
                    null);
        }
        return answer;
    }

    private static SchemaRegistryException unreachable(
            URI url, String reason, @Nullable Exception cause) {
        return new SchemaRegistryException(
                Reason.UNREACHABLE,
                "The schema registry at " + url + " can't be reached: " + reason,
                cause);
    }
}
