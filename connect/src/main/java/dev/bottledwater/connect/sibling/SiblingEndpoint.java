// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.sibling;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Hands the requests of siblings to the REST API of this process's worker, on loopback. */
public final class SiblingEndpoint implements SiblingChannel.Service, AutoCloseable {
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

    @Override
    public byte[] answer(byte[] request) throws Exception {
        var asked = Exchange.request(request);
        var uri =
                worker.get()
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "its Connect worker isn't running"));
        if (!asked.target().startsWith("/")) {
            throw new IllegalArgumentException("a request for " + asked.target());
        }
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
        var answer = client.send(builder.build(), HttpResponse.BodyHandlers.ofByteArray());
        Map<String, String> headers = new HashMap<>();
        for (var name : ANSWERED_HEADERS) {
            answer.headers().firstValue(name).ifPresent(value -> headers.put(name, value));
        }
        return new Exchange.Answer(answer.statusCode(), headers, answer.body()).encode();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
