// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.sibling;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Hands the requests of siblings to the REST API of this process's worker, on loopback. */
public final class SiblingEndpoint implements SiblingChannel.Service, AutoCloseable {
    private static final int UNAVAILABLE = 503;
    private static final int GATEWAY_TIMEOUT = 504;
    private static final List<String> ANSWERED_HEADERS = List.of("Content-Type", "Location");

    private final Supplier<Optional<URI>> worker;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();

    /**
     * @param worker where the worker's REST API answers; empty while it doesn't run
     */
    public SiblingEndpoint(Supplier<Optional<URI>> worker) {
        this.worker = worker;
    }

    /**
     * {@inheritDoc} While the worker stops or starts the answer is 503, as nothing was carried out
     * and the next worker to ask may do it.
     */
    @Override
    public byte[] answer(byte[] request) throws Exception {
        var asked = Exchange.request(request);
        if (!asked.target().startsWith("/")) {
            throw new IllegalArgumentException("a request for " + asked.target());
        }
        var uri = worker.get();
        return (uri.isEmpty() ? notRunning() : pass(uri.get(), asked)).encode();
    }

    private Exchange.Answer pass(URI uri, Exchange.Request asked)
            throws IOException, InterruptedException {
        var builder =
                HttpRequest.newBuilder(
                                URI.create(
                                        uri.resolve("/").toString() + asked.target().substring(1)))
                        .timeout(SiblingRestClient.TIMEOUT)
                        .method(
                                asked.method(),
                                asked.body().length == 0
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofByteArray(asked.body()));
        asked.headers().forEach(builder::header);
        try {
            var answer = client.send(builder.build(), HttpResponse.BodyHandlers.ofByteArray());
            Map<String, String> headers = new HashMap<>();
            for (var name : ANSWERED_HEADERS) {
                answer.headers().firstValue(name).ifPresent(value -> headers.put(name, value));
            }
            return new Exchange.Answer(answer.statusCode(), headers, answer.body());
        } catch (ConnectException | HttpConnectTimeoutException e) {
            // Its port is closed before its state says so.
            return notRunning();
        } catch (HttpTimeoutException e) {
            return error(
                    GATEWAY_TIMEOUT,
                    "The leader's Connect worker hasn't answered within %d s, and may still do what it was asked for."
                            .formatted(SiblingRestClient.TIMEOUT.toSeconds()));
        }
    }

    private static Exchange.Answer notRunning() {
        return error(
                UNAVAILABLE,
                "This worker isn't the one that does this, and the one that is isn't running now, because it starts or stops. Nothing was done: try again in a few seconds.");
    }

    /** In the form of Connect's own errors. */
    private static Exchange.Answer error(int status, String message) {
        return new Exchange.Answer(
                status,
                Map.of("Content-Type", "application/json"),
                "{\"error_code\":%d,\"message\":\"%s\"}"
                        .formatted(status, message)
                        .getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
