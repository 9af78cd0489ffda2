// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.peers.link;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * Brings bytes to the port of one peer, where there is a network path: in private networks, on
 * Kubernetes, on one machine. What is brought is sealed as on the topic, so that the connection
 * need not be. A port that can't be had is left alone for a while. Thread-safe.
 */
public final class PeerHttp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PeerHttp.class);

    /** Where a peer takes what is for it, below its URL. */
    public static final String PATH = "/peers";

    /** Who is near answers in milliseconds; the topic is the way to all others. */
    private static final Duration CONNECT = Duration.ofSeconds(1);

    private static final Duration TAKEN = Duration.ofSeconds(5);

    /** How long a port that can't be had isn't tried again. */
    private static final Duration REST = Duration.ofSeconds(30);

    /** Each start of a peer may have an address of its own. */
    private static final Duration FORGOTTEN = Duration.ofHours(1);

    private static final int TAKEN_STATUS = 204;

    private final Clock clock;

    /** By URL, the moment from which on it may be tried again, in milliseconds since 1970. */
    private final Map<String, Long> resting = new ConcurrentHashMap<>();

    private @Nullable HttpClient client;
    private boolean closed;

    public PeerHttp(Clock clock) {
        this.clock = clock;
    }

    /** Whether it is worth trying. */
    public boolean mayReach(String url) {
        Long until = resting.get(url);
        return until == null || clock.millis() >= until;
    }

    /**
     * Sends, without waiting for it to arrive.
     *
     * @param url of the peer, as it has said
     * @param failed called when the peer may not have got it
     */
    public void send(String url, byte[] bytes, Runnable failed) {
        HttpRequest request;
        try {
            request =
                    HttpRequest.newBuilder(URI.create(url + PATH))
                            .timeout(TAKEN)
                            .header("Content-Type", "application/octet-stream")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
                            .build();
        } catch (IllegalArgumentException e) {
            failed(url, String.valueOf(e.getMessage()), failed);
            return;
        }
        var sender = client();
        if (sender == null) {
            failed.run();
            return;
        }
        sender.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .whenComplete(
                        (response, e) -> {
                            if (isClosed()) {
                                LOG.debug("What was for {} is dropped", url);
                            } else if (e != null) {
                                failed(url, String.valueOf(e.getMessage()), failed);
                            } else if (response.statusCode() != TAKEN_STATUS) {
                                failed(url, "status " + response.statusCode(), failed);
                            } else if (resting.remove(url) != null) {
                                LOG.info("The peer at {} can be reached again", url);
                            }
                        });
    }

    private void failed(String url, String why, Runnable failed) {
        long now = clock.millis();
        // those of peers that have gone for good
        resting.values().removeIf(until -> now - until > FORGOTTEN.toMillis());
        if (resting.put(url, now + REST.toMillis()) == null) {
            LOG.warn("The peer at {} can't be reached ({}); Kafka is the way to it", url, why);
        }
        failed.run();
    }

    /** Made for the first peer that has a URL: on dynos there is none. */
    private synchronized @Nullable HttpClient client() {
        if (client == null && !closed) {
            client =
                    HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .connectTimeout(CONNECT)
                            .followRedirects(HttpClient.Redirect.NEVER)
                            .proxy(HttpClient.Builder.NO_PROXY)
                            .executor(Executors.newVirtualThreadPerTaskExecutor())
                            .build();
        }
        return closed ? null : client;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Drops what is under way. */
    @Override
    public synchronized void close() {
        closed = true;
        if (client != null) {
            client.shutdownNow();
        }
    }
}
